import type { AccountRow, Locale } from '../db/schema.js'

/** Somebody who can sign in, or is about to. */
export interface Account {
  readonly id: string
  readonly email: string
  readonly username: string
  readonly name: string
  readonly locale: Locale
  readonly roles: readonly string[]
  readonly passwordHash: string
  /** `pending` until the person's profile exists. */
  readonly status: 'pending' | 'active'
}

/** What an account takes over from the person's profile. */
export interface ProfileCopy {
  readonly username: string
  readonly name: string
  readonly revision: number
}

export const toAccount = ({ password_hash, ...row }: AccountRow): Account => ({
  id: row.id,
  email: row.email,
  username: row.username,
  name: row.name,
  locale: row.locale,
  roles: row.roles,
  passwordHash: password_hash,
  status: row.status,
})
