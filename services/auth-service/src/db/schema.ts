import type { ColumnType, Generated, Selectable } from 'kysely'

export type Locale = 'en' | 'ru'

export interface AccountTable {
  id: string
  /** As typed, with the domain in lower case; compared in lower case. */
  email: string
  /** A copy of what user-service holds, to sign in with; unique there. */
  username: string
  name: string
  locale: Locale
  roles: Generated<string[]>
  password_hash: string
  /** `pending` until the person's profile exists. */
  status: Generated<'pending' | 'active'>
  /** Revision of the profile that `username` and `name` are from. */
  profile_revision: Generated<number>
  created_at: Generated<Date>
  /** Of the last try to register, while pending. */
  tried_at: Generated<Date>
}

export type AccountRow = Selectable<AccountTable>

/** A sign-in and the family of refresh tokens that followed from it. */
export interface SessionTable {
  id: string
  account_id: string
  /** SHA-256 of the one refresh token that may be used. */
  token_hash: Buffer
  /** SHA-256 of the one used before it. */
  previous_hash: Buffer | null
  rotated_at: Date | null
  /** The pair that `previous_hash` was exchanged for, sealed with a key that only its holder can make. */
  successor: Buffer | null
  user_agent: string | null
  ip: string | null
  created_at: Generated<Date>
  last_used_at: Generated<Date>
  expires_at: ColumnType<Date>
}

export type SessionRow = Selectable<SessionTable>

export interface SigningKeyTable {
  kid: string
  /** Public part, a JWK as JSON. */
  public_jwk: string
  /** Private part, a JWK sealed with a key made from SECRET_KEY. */
  private_sealed: Buffer
  signs_from: Date
  created_at: Generated<Date>
}

export interface AuthDB {
  account: AccountTable
  session: SessionTable
  signing_key: SigningKeyTable
}
