import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import { type Selectable, sql } from 'kysely'
import type { __Thing__DB, __Thing__Table } from '../db/schema.js'
import type { __Thing__View } from './__things__.schema.js'

@Injectable()
export class __Things__Repository {
  constructor(private readonly db: Database<__Thing__DB>) {}

  async find(id: string): Promise<__Thing__View | undefined> {
    const row = await this.db.read.selectFrom('__thing_row__').selectAll().where('id', '=', id).executeTakeFirst()
    return row && toView(row)
  }

  /** Newest first, older than `before` when it is given. */
  async list(count: number, before?: string): Promise<__Thing__View[]> {
    const newest = this.db.read.selectFrom('__thing_row__').selectAll().orderBy('id', 'desc').limit(count)
    const rows = await (before === undefined ? newest : newest.where('id', '<', before)).execute()
    return rows.map(toView)
  }

  /** Also holds back other transactions that count for this person, so that two at once cannot pass a limit. */
  async lockAndCount(tx: Tx<__Thing__DB>, ownerId: string): Promise<number> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${ownerId}, 0))`.execute(tx)
    const { count } = await tx
      .selectFrom('__thing_row__')
      .select((query) => query.fn.countAll<string>().as('count'))
      .where('owner_id', '=', ownerId)
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  async add(tx: Tx<__Thing__DB>, { id, ownerId, title, createdAt }: __Thing__View): Promise<void> {
    await tx
      .insertInto('__thing_row__')
      .values({ id, owner_id: ownerId, title, created_at: new Date(createdAt) })
      .execute()
  }
}

const toView = ({ owner_id, created_at, ...row }: Selectable<__Thing__Table>): __Thing__View => ({
  ...row,
  ownerId: owner_id,
  createdAt: created_at.toISOString(),
})
