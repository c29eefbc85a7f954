import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { AuthDB } from '../db/schema.js'

export interface StoredKey {
  readonly kid: string
  readonly publicJwk: string
  readonly privateSealed: Buffer
  readonly signsFrom: Date
}

/** `keys` in ASCII. */
const LOCK = 0x6b657973

@Injectable()
export class KeysRepository {
  /** Replicas take turns until the end of the transaction, so that one of them makes the key that is due. */
  async takeTurn(tx: Tx<AuthDB>): Promise<void> {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
  }

  async all(tx: Tx<AuthDB>): Promise<StoredKey[]> {
    const rows = await tx.selectFrom('signing_key').selectAll().orderBy('signs_from').execute()
    return rows.map(({ kid, public_jwk, private_sealed, signs_from }) => ({
      kid,
      publicJwk: public_jwk,
      privateSealed: private_sealed,
      signsFrom: signs_from,
    }))
  }

  async add(tx: Tx<AuthDB>, { kid, publicJwk, privateSealed, signsFrom }: StoredKey): Promise<void> {
    await tx
      .insertInto('signing_key')
      .values({ kid, public_jwk: publicJwk, private_sealed: privateSealed, signs_from: signsFrom })
      .execute()
  }

  async remove(tx: Tx<AuthDB>, kids: readonly string[]): Promise<void> {
    if (kids.length > 0) await tx.deleteFrom('signing_key').where('kid', 'in', kids).execute()
  }
}
