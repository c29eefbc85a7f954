import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EdgeStand, standUp, TRANSPORTS } from '../edge-stand.js'
import { filesService } from '../fixtures/files-service/files.js'
import { pagesService } from '../fixtures/pages-service/pages.js'

describe.each(TRANSPORTS)('files that people uploaded, %s', (transport) => {
  let edge: EdgeStand
  beforeAll(async () => {
    const env = { RATE_LIMIT_PER_HOUR: '4', UPSTREAM_TIMEOUT_MS: '400' }
    edge = await standUp({ transport, modules: [filesService, pagesService], env })
  })
  afterAll(() => edge.stop())

  it('may run nothing when they are opened by themselves', async () => {
    const { status, headers, body } = await edge.get('/media/plain')

    expect({ status, body }).toEqual({ status: 200, body: '<script>alert(1)</script>' })
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('may have a policy that their module sets', async () => {
    expect((await edge.get('/media/own')).headers.get('content-security-policy')).toBe("default-src 'none'")
  })

  it('are not counted: a page may have many', async () => {
    for (let time = 0; time < 10; time++) expect((await edge.get('/media/plain')).status).toBe(200)
  })

  it('may take longer to come than a module has to answer, as long as they come', async () => {
    const sending = request({ port: edge.port, path: '/upload', method: 'POST', agent: false })
    const answer = new Promise<string>((resolve, reject) => {
      sending.on('response', (response) => resolve(text(response)))
      sending.on('error', reject)
    })
    let sent = 0
    await new Promise<void>((done) => {
      const tick = setInterval(() => {
        sending.write('x'.repeat(1000))
        if (++sent < 20) return
        clearInterval(tick)
        done()
      }, 50)
    })
    sending.end()

    expect(await answer).toBe('20000')
  })
})
