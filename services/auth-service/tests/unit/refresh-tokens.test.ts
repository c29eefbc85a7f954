import { uuidv7 } from '@quark/service-kit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSameHash, openPair, RefreshTokens, sealPair } from '../../src/sessions/refresh-tokens.js'

const tokens = new RefreshTokens('s'.repeat(32))
const pair = { accessToken: 'access', refreshToken: 'refresh', issuedAt: 1 }

function presented(token: string) {
  const read = tokens.read(token)
  if (!read) throw new Error('not a refresh token')
  return read
}

describe('a refresh token', () => {
  it('leads to its session and to the hash it is stored under', () => {
    fc.assert(
      fc.property(fc.uuid(), (sessionId) => {
        const { token, hash } = tokens.make(sessionId)
        const read = presented(token)
        expect(read).toMatchObject({ sessionId, genuine: true })
        expect(isSameHash(read.hash, hash)).toBe(true)
      }),
    )
  })

  it('is never made twice', () => {
    const id = uuidv7()

    expect(new Set(Array.from({ length: 1000 }, () => tokens.make(id).token)).size).toBe(1000)
  })

  it('is not genuine once a single character of it is another', () => {
    const { token } = tokens.make(uuidv7())
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    fc.assert(
      fc.property(fc.nat({ max: token.length - 2 }), fc.constantFrom(...letters), (at, letter) => {
        fc.pre(token[at] !== letter)
        expect(presented(token.slice(0, at) + letter + token.slice(at + 1)).genuine).toBe(false)
      }),
    )
  })

  it('is not genuine when another secret made it', () => {
    const { token } = new RefreshTokens('t'.repeat(32)).make(uuidv7())

    expect(presented(token).genuine).toBe(false)
  })

  it.each([
    '',
    'x',
    'x'.repeat(85),
    'x'.repeat(87),
    `${'x'.repeat(85)}=`,
    `${'x'.repeat(85)} `,
    'eyJhbGciOiJub25lIn0.e30.',
  ])('is not %j', (text) => {
    expect(tokens.read(text)).toBeUndefined()
  })
})

describe('the pair that a token was exchanged for', () => {
  it('opens for that token', () => {
    const token = presented(tokens.make(uuidv7()).token)

    expect(openPair(token, sealPair(token, pair))).toEqual(pair)
  })

  it('opens for no other one of the same session, and shows nothing to who has the database', () => {
    const id = uuidv7()
    const [one, other] = [presented(tokens.make(id).token), presented(tokens.make(id).token)]
    const sealed = sealPair(one, pair)

    expect(openPair(other, sealed)).toBeUndefined()
    expect(sealed.toString('latin1')).not.toContain('access')
  })
})
