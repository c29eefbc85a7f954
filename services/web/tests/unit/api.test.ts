import { describe, expect, it } from 'vitest'
import { Api } from '#lib/server/api.ts'
import { ApiError } from '#lib/server/api-error.ts'
import type { ApiRequest } from '../../src/bridge.ts'

const BROWSER = { clientIp: '203.0.113.7', requestId: 'r1' }

/** An API that answers one thing and remembers what it was asked. */
function answering(status: number, body?: unknown) {
  const asked: (ApiRequest & { path: string })[] = []
  const send = async (path: string, request: ApiRequest) => {
    asked.push({ path, ...request })
    return new Response(body === undefined ? null : JSON.stringify(body), { status })
  }
  return { asked, send }
}

describe('Api', () => {
  it('asks for the person, with their token and their address', async () => {
    const { asked, send } = answering(200, { items: [], nextCursor: null })
    await new Api(send, { ...BROWSER, accessToken: 'at' }).posts({ q: 'мох & tea', tag: '', cursor: null, limit: 10 })
    const [{ path, method, headers, ...rest } = {} as never] = asked
    expect(path).toBe('/api/v1/posts?q=%D0%BC%D0%BE%D1%85+%26+tea&limit=10')
    expect({ method, headers, ...rest }).toEqual({
      method: 'GET',
      headers: { accept: 'application/json', authorization: 'Bearer at' },
      ...BROWSER,
    })
  })

  it('escapes what goes into a path', async () => {
    const { asked, send } = answering(200, {})
    await new Api(send, BROWSER).blog('../auth/sessions?x')
    expect(asked[0]?.path).toBe('/api/v1/blogs/..%2Fauth%2Fsessions%3Fx')
  })

  it('throws a refusal with its code and the codes of its fields', async () => {
    const { send } = answering(409, {
      code: 'slug-taken',
      errors: [{ field: 'slug', code: 'taken', message: 'is taken' }],
    })
    const error = await new Api(send, BROWSER).blog('x').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ status: 409, code: 'slug-taken', fields: { slug: 'taken' } })
  })

  it('says that the service is away when nobody answers or what answers is no problem document', async () => {
    const nobody = () => Promise.reject(new Error('ECONNREFUSED'))
    await expect(new Api(nobody, BROWSER).post('1')).rejects.toMatchObject({ status: 503, code: 'unavailable' })
    await expect(new Api(answering(502).send, BROWSER).post('1')).rejects.toMatchObject({
      status: 502,
      code: 'unavailable',
    })
  })

  it('notices that its token is no longer accepted', async () => {
    const refused = new Api(answering(401, { code: 'token-invalid' }).send, BROWSER)
    const wrong = new Api(answering(401, { code: 'wrong-credentials' }).send, BROWSER)
    await Promise.allSettled([refused.sessions(), wrong.sessions()])
    expect([refused.rejected, wrong.rejected]).toEqual([true, false])
  })
})
