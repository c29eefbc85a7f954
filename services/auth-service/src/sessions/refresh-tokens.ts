import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { deriveKey, seal, unseal } from '@quark/service-kit'
import { z } from 'zod'

const ID_BYTES = 16
const SECRET_BYTES = 32
const MARK_BYTES = 16
const FORM = /^[\w-]{86}$/

/** Tokens that were given out together. `issuedAt`: seconds since 1970. */
const TokenPair = z.object({ accessToken: z.string(), refreshToken: z.string(), issuedAt: z.int() })
export type TokenPair = z.infer<typeof TokenPair>

/** A refresh token as it came in. */
export interface PresentedToken {
  readonly token: string
  readonly sessionId: string
  readonly hash: Buffer
  /** Made by us at some time, whether or not it may still be used. A made-up one never ends anybody's session. */
  readonly genuine: boolean
}

/**
 * Refresh tokens: session id (16 bytes), secret (32 random bytes), mark (the first 16 bytes of an HMAC-SHA256 over both),
 * in base64url. The mark tells an old token of ours from a made-up one without a list of all tokens there ever were.
 */
export class RefreshTokens {
  private readonly key: Buffer

  constructor(secret: string) {
    this.key = deriveKey(secret, 'quark/auth/refresh-tokens/v1')
  }

  make(sessionId: string): { token: string; hash: Buffer } {
    const body = Buffer.concat([Buffer.from(sessionId.replaceAll('-', ''), 'hex'), randomBytes(SECRET_BYTES)])
    const token = Buffer.concat([body, this.markOf(body)]).toString('base64url')
    return { token, hash: hashOf(token) }
  }

  /** @returns undefined when it does not even look like one */
  read(token: string): PresentedToken | undefined {
    if (!FORM.test(token)) return undefined
    const bytes = Buffer.from(token, 'base64url')
    const body = bytes.subarray(0, ID_BYTES + SECRET_BYTES)
    const genuine = timingSafeEqual(bytes.subarray(body.length), this.markOf(body))
    return { token, sessionId: uuidOf(bytes.subarray(0, ID_BYTES)), hash: hashOf(token), genuine }
  }

  private markOf(body: Buffer): Buffer {
    return createHmac('sha256', this.key).update(body).digest().subarray(0, MARK_BYTES)
  }
}

/** Seals the pair that a token was exchanged for, so that the database alone cannot open it but the token's holder can. */
export function sealPair({ token, sessionId }: PresentedToken, pair: TokenPair): Buffer {
  return seal(keyOf(token), JSON.stringify(pair), sessionId)
}

/** @returns undefined when it was sealed for another token */
export function openPair({ token, sessionId }: PresentedToken, sealed: Buffer): TokenPair | undefined {
  const json = unseal(keyOf(token), sealed, sessionId)
  return json === undefined ? undefined : TokenPair.parse(JSON.parse(json))
}

/** Compares hashes in a time that tells nothing of where they differ. */
export const isSameHash = (a: Buffer, b: Buffer | null): boolean =>
  b !== null && a.length === b.length && timingSafeEqual(a, b)

const keyOf = (token: string): Buffer => deriveKey(token, 'quark/auth/refresh-successor/v1')
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
