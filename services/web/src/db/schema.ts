import type { Generated } from 'kysely'

export interface WebSessionTable {
  /** sha256 of the id in the browser's cookie. */
  id_hash: Buffer
  user_id: string
  username: string
  name: string
  /** Access and refresh token, encrypted. */
  sealed: Buffer
  access_expires_at: Date
  expires_at: Date
  created_at: Generated<Date>
}

export interface WebDB {
  web_session: WebSessionTable
}
