import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { MediaDB, MediaRow, Variant } from '../db/schema.js'
import type { Medium } from './media.rules.js'

/** What is known of an image once it has been remade. */
export interface Remade {
  readonly servedBytes: number
  readonly variants: Variant[]
  readonly thumbhash: string
}

@Injectable()
export class MediaRepository {
  constructor(private readonly db: Database<MediaDB>) {}

  /** Prepared: every picture of a page asks for it. */
  async find(id: string, callerId: string | undefined): Promise<Medium | undefined> {
    const [row] = await this.db.sql<Medium[]>`
      select media.*, exists(
        select from media_use
        join thing on thing.kind = media_use.kind and thing.id = media_use.thing_id
        where media_use.media_id = media.id and thing.public and thing.owner_id = media.owner_id
      ) as public, exists(
        select from media_use
        join thing on thing.kind = media_use.kind and thing.id = media_use.thing_id
        where media_use.media_id = media.id and ${callerId ?? null}::uuid = any(thing.viewers) and thing.owner_id = media.owner_id
      ) as shared
      from media where media.id = ${id}`
    return row
  }

  async findMany(ids: readonly string[]): Promise<MediaRow[]> {
    if (ids.length === 0) return []
    return this.db.read.selectFrom('media').selectAll().where('id', 'in', ids).execute()
  }

  /** The newest first, one more than the limit. */
  listOf(ownerId: string, limit: number, before?: string): Promise<MediaRow[]> {
    return this.db.read
      .selectFrom('media')
      .selectAll()
      .where('owner_id', '=', ownerId)
      .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
  }

  /** Holds the row until the transaction ends: a use and a removal of the same medium wait for one another. */
  lock(tx: Tx<MediaDB>, id: string): Promise<MediaRow | undefined> {
    return tx.selectFrom('media').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  }

  async insert(tx: Tx<MediaDB>, row: Omit<MediaRow, 'created_at'>): Promise<MediaRow> {
    return tx.insertInto('media').values(row).returningAll().executeTakeFirstOrThrow()
  }

  async markReady(tx: Tx<MediaDB>, id: string, { servedBytes, variants, thumbhash }: Remade): Promise<void> {
    await tx
      .updateTable('media')
      .set({ state: 'ready', served_bytes: servedBytes, variants, thumbhash })
      .where('id', '=', id)
      .execute()
  }

  async markFailed(tx: Tx<MediaDB>, id: string): Promise<void> {
    await tx.updateTable('media').set({ state: 'failed' }).where('id', '=', id).execute()
  }

  /** Begins the grace of media that nothing shows anew: somebody is about to use them. */
  async touch(tx: Tx<MediaDB>, ids: readonly string[], ownerId: string): Promise<void> {
    if (ids.length === 0) return
    await tx
      .updateTable('media')
      .set({ unused_since: new Date() })
      .where('id', 'in', [...ids].sort())
      .where('owner_id', '=', ownerId)
      .where('unused_since', 'is not', null)
      .execute()
  }

  /** Deletes those that nothing has shown since then, as many as the limit at most; one that is being used is left. */
  deleteUnused(tx: Tx<MediaDB>, since: Date, limit: number): Promise<MediaRow[]> {
    return tx
      .with('unused', (query) =>
        query
          .selectFrom('media')
          .select('id')
          .where('unused_since', '<', since)
          .orderBy('unused_since')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .deleteFrom('media')
      .using('unused')
      .whereRef('media.id', '=', 'unused.id')
      .returningAll('media')
      .execute()
  }

  async delete(tx: Tx<MediaDB>, id: string): Promise<void> {
    await tx.deleteFrom('media').where('id', '=', id).execute()
  }

  deleteOf(tx: Tx<MediaDB>, ownerId: string): Promise<MediaRow[]> {
    return tx.deleteFrom('media').where('owner_id', '=', ownerId).returningAll().execute()
  }

  /** @returns false, and counts nothing, when it would be more than the quota */
  async take(tx: Tx<MediaDB>, ownerId: string, bytes: number, quota: number): Promise<boolean> {
    const { rows } = await sql`
      insert into owner_usage (owner_id, bytes) select ${ownerId}, ${bytes} where ${bytes}::bigint <= ${quota}::bigint
      on conflict (owner_id) do update set bytes = owner_usage.bytes + excluded.bytes
      where owner_usage.bytes + excluded.bytes <= ${quota}
      returning 1`.execute(tx)
    return rows.length > 0
  }

  async giveBack(tx: Tx<MediaDB>, ownerId: string, bytes: number): Promise<void> {
    await tx
      .updateTable('owner_usage')
      .set({ bytes: sql`bytes - ${bytes}` })
      .where('owner_id', '=', ownerId)
      .execute()
  }

  async usageOf(ownerId: string): Promise<number> {
    const row = await this.db.read
      .selectFrom('owner_usage')
      .select('bytes')
      .where('owner_id', '=', ownerId)
      .executeTakeFirst()
    return Number(row?.bytes ?? 0)
  }
}
