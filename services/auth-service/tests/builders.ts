import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { type RpcService, rpcService } from '@quark/service-kit'
import { startService, type TestAnswer, type TestService } from '@quark/testing'
import { service } from '../src/service.js'

export const PASSWORD = 'a quiet lake in winter'

/** user-service, as far as registration needs it: it gives every name to whoever asks. */
export const anyProfile: RpcService = rpcService(UserService, {
  createProfile: ({ id, username, name, locale }) => ({ profile: { id, username, name, locale, revision: 1 } }),
})

/** The real service, with a user-service that agrees to everything unless another one is given. */
export function startAuth(env: Record<string, string> = {}, users: RpcService = anyProfile): Promise<TestService> {
  return startService(service, { env, rpc: [users], log: process.env.LOG })
}

export const register = (auth: TestService, fields: Record<string, unknown> = {}): Promise<TestAnswer> =>
  auth.post('/api/v1/auth/register', { ...aNewcomer(), ...fields })

export const login = (auth: TestService, login: string, password = PASSWORD): Promise<TestAnswer> =>
  auth.post('/api/v1/auth/login', { login, password })

export const refresh = (auth: TestService, refreshToken: string): Promise<TestAnswer> =>
  auth.post('/api/v1/auth/refresh', { refreshToken })

let made = 0

/** What somebody new fills in. */
export function aNewcomer() {
  made++
  const username = `newcomer${made}`
  return { email: `${username}@example.com`, username, password: PASSWORD }
}

export interface SignedInPerson {
  id: string
  email: string
  username: string
  sessionId: string
  accessToken: string
  refreshToken: string
}

/** Somebody who registered and is signed in. */
export async function aPerson(auth: TestService): Promise<SignedInPerson> {
  const { status, body } = await register(auth)
  if (status !== 201) throw new Error(`registering answered ${status} ${JSON.stringify(body)}`)
  const { user, accessToken, refreshToken } = body
  return { ...user, sessionId: claimsOf(accessToken).sid, accessToken, refreshToken }
}

/** Where the public keys are. */
export const JWKS = '/api/v1/auth/.well-known/jwks.json'

/** The claims of a token, unchecked. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks into tokens of every shape.
export const claimsOf = (token: string): any => partOf(token, 1)

/** The header of a token, unchecked. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export const headerOf = (token: string): any => partOf(token, 0)

const partOf = (token: string, index: number): unknown =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString())
