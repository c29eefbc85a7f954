import { deriveKey, seal, unseal } from '@quark/service-kit'
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import type { StoredKey } from './keys.repository.js'

export const SIGNING_ALGORITHM = 'EdDSA'

/** Makes signing keys for the database and opens them again: the private part is only ever stored sealed. */
export class KeyBox {
  private readonly key: Buffer

  constructor(secret: string) {
    this.key = deriveKey(secret, 'quark/auth/signing-keys/v1')
  }

  /** A new Ed25519 key (RFC 8037). Its `kid` is its thumbprint (RFC 7638). */
  async make(signsFrom: Date): Promise<StoredKey> {
    const pair = await generateKeyPair(SIGNING_ALGORITHM, { crv: 'Ed25519', extractable: true })
    const [publicPart, privatePart] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)])
    const kid = await calculateJwkThumbprint(publicPart)
    return {
      kid,
      signsFrom,
      publicJwk: JSON.stringify({ ...publicPart, kid, alg: SIGNING_ALGORITHM, use: 'sig' }),
      privateSealed: seal(this.key, JSON.stringify(privatePart), kid),
    }
  }

  /** The private part; undefined when it was sealed under another SECRET_KEY. */
  async open({ kid, privateSealed }: StoredKey): Promise<CryptoKey | undefined> {
    const json = unseal(this.key, privateSealed, kid)
    if (json === undefined) return undefined
    return (await importJWK(JSON.parse(json) as JWK, SIGNING_ALGORITHM)) as CryptoKey
  }
}
