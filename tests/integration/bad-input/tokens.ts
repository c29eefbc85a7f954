import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { World } from './world.js'

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Tokens that must not open anything, by what is wrong with them. Ada's own, expired, is made by moving the clock. */
export async function badTokens({ platform, ada }: World): Promise<Record<string, string>> {
  const [header = '', payload = '', signature = ''] = ada.accessToken.split('.')
  const { kid, typ } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const { body } = await platform.get('/api/v1/auth/.well-known/jwks.json')
  const published = body.keys.find((key: { kid: string }) => key.kid === kid)
  const { privateKey } = generateKeyPairSync('ed25519')
  return {
    'signed by a stranger under our key’s name': eddsa({ alg: 'EdDSA', kid, typ }, claims, privateKey),
    'signed by a stranger under an unknown name': eddsa({ alg: 'EdDSA', kid: 'unknown', typ }, claims, privateKey),
    'with a key of its own in the header': eddsa(
      { alg: 'EdDSA', typ, jwk: privateKey.export({ format: 'jwk' }) },
      claims,
      privateKey,
    ),
    'alg none': `${base64({ alg: 'none', typ })}.${payload}.`,
    'alg None with the real signature': `${base64({ alg: 'None', kid, typ })}.${payload}.${signature}`,
    'HS256 with the public key as the secret': hs256({ alg: 'HS256', kid, typ }, claims, published.x),
    'with another person in it': `${header}.${base64({ ...claims, sub: crypto.randomUUID() })}.${signature}`,
    'with more rights in it': `${header}.${base64({ ...claims, roles: ['admin'] })}.${signature}`,
    'a refresh token': ada.refreshToken,
    'no token': 'nonsense',
  }
}

function eddsa(header: object, claims: object, key: KeyObject): string {
  const signed = `${base64(header)}.${base64(claims)}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

function hs256(header: object, claims: object, publicKey: string): string {
  const signed = `${base64(header)}.${base64(claims)}`
  return `${signed}.${createHmac('sha256', Buffer.from(publicKey, 'base64url')).update(signed).digest('base64url')}`
}
