import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Route, routeTable } from '../../src/index.js'

const aTable = (paths: readonly string[]) =>
  routeTable(
    paths.map((path) => ({
      name: `owner of ${path}`,
      exposes: { routes: [{ path, kind: 'api', access: 'mixed' } satisfies Route], grpc: [], events: [] },
    })),
  )

describe('the route table', () => {
  const table = aTable(['/', '/api/v1/posts', '/api/v1/auth', '/api/v1/auth/login'])

  it.each([
    ['/api/v1/posts', '/api/v1/posts'],
    ['/api/v1/posts/', '/api/v1/posts'],
    ['/api/v1/posts/7/comments', '/api/v1/posts'],
    ['/api/v1/posts?tag=/api/v1/auth', '/api/v1/posts'],
    ['/api/v1/posts#x', '/api/v1/posts'],
    ['/api/v1/postscript', '/'],
    ['/api/v1', '/'],
    ['/API/v1/posts', '/'],
    ['/', '/'],
    ['', '/'],
    ['*', '/'],
    ['/api/v1/auth/login', '/api/v1/auth/login'],
    ['/api/v1/auth/logins', '/api/v1/auth'],
    ['/api/v1/auth/%6Cogin', '/api/v1/auth/login'],
    ['/api/v1/auth/%zz', '/api/v1/auth'],
    ['/api//v1/posts', '/'],
    ['/constructor/__proto__', '/'],
  ])('hands %s to the owner of %s', (path, owner) => {
    expect(table.match(path)).toMatchObject({ path: owner, module: `owner of ${owner}` })
  })

  it('knows nobody for a path that no prefix covers', () => {
    expect(aTable(['/api/v1/posts']).match('/api/v1/feed')).toBeUndefined()
    expect(aTable([]).match('/')).toBeUndefined()
  })

  it('lists its routes, longest first', () => {
    expect(table.routes.map(({ path }) => path)).toEqual(['/api/v1/auth/login', '/api/v1/posts', '/api/v1/auth', '/'])
  })

  const segment = fc.constantFrom('a', 'b', 'ab', 'api', 'v1', 'posts', 'constructor', 'é')
  const path = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`)
  const slowly = (prefixes: readonly string[], asked: string): string | undefined =>
    prefixes
      .filter((prefix) => prefix === '/' || asked === prefix || asked.startsWith(`${prefix}/`))
      .sort((a, b) => b.length - a.length)[0]

  it('finds the longest prefix in whole segments, as a plain search through all of them does', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(path, { maxLength: 12 }),
        path,
        fc.constantFrom('', '/', '?a=/b', '#/a'),
        (all, asked, end) => {
          expect(aTable(all).match(asked + end)?.path).toBe(slowly(all, asked))
        },
      ),
    )
  })

  it('finds the same for a path that is percent-encoded', () => {
    const encoded = (text: string) =>
      text
        .split('/')
        .map((part) => [...Buffer.from(part)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
        .join('/')
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 12 }), path, (all, asked) => {
        expect(aTable(all).match(encoded(asked))?.path).toBe(aTable(all).match(asked)?.path)
      }),
    )
  })

  it('does not throw, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (asked) => {
        expect(table.match(asked)).toBeDefined()
      }),
    )
  })
})
