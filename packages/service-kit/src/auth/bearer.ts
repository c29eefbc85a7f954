import { Refusal } from '../http/refusal.js'
import type { Caller } from './caller.js'
import type { TokenVerifier } from './token-verifier.js'

const BEARER = /^Bearer ([\w.~+/=-]+)$/i

/**
 * The caller that an `Authorization` header names (RFC 6750).
 * @throws Refusal 401 `token-invalid` or `token-expired`; 503 when the keys cannot be read
 */
export async function callerOf(header: string, verifier: TokenVerifier): Promise<Caller> {
  const token = BEARER.exec(header)?.[1]
  if (!token) throw Refusal.unauthorized('token-invalid', 'Send the header as Authorization: Bearer <access token>.')
  return verifier.verify(token)
}
