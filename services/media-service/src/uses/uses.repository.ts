import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { MediaDB, ThingTable } from '../db/schema.js'

@Injectable()
export class UsesRepository {
  /** @returns false when as much or more is known of the thing already */
  async learn(tx: Tx<MediaDB>, thing: ThingTable): Promise<boolean> {
    const row = await tx
      .insertInto('thing')
      .values(thing)
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'id'])
          .doUpdateSet({
            owner_id: thing.owner_id,
            revision: thing.revision,
            public: thing.public,
            viewers: thing.viewers,
          })
          .where('thing.revision', '<', thing.revision),
      )
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  }

  async shownBy(tx: Tx<MediaDB>, { kind, id }: ThingTable): Promise<string[]> {
    const rows = await tx
      .selectFrom('media_use')
      .select('media_id')
      .where('kind', '=', kind)
      .where('thing_id', '=', id)
      .execute()
    return rows.map((row) => row.media_id)
  }

  async forgetThingsOf(tx: Tx<MediaDB>, ownerId: string): Promise<void> {
    await tx.deleteFrom('thing').where('owner_id', '=', ownerId).execute()
  }

  /** Holds the media, in one order for all, so that none of them is collected while its uses change. */
  async lockMedia(tx: Tx<MediaDB>, ids: readonly string[]): Promise<void> {
    await tx.selectFrom('media').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute()
  }

  async replace(tx: Tx<MediaDB>, { kind, id }: ThingTable, mediaIds: readonly string[]): Promise<void> {
    await tx.deleteFrom('media_use').where('kind', '=', kind).where('thing_id', '=', id).execute()
    if (mediaIds.length === 0) return
    const uses = mediaIds.map((media_id) => ({ kind, thing_id: id, media_id }))
    await tx.insertInto('media_use').values(uses).execute()
  }

  /** A thing of somebody else keeps nothing: it could be made to keep what its owner wants gone. */
  async noteUnused(tx: Tx<MediaDB>, ids: readonly string[]): Promise<void> {
    await sql`
      update media set unused_since = case when exists(
        select from media_use
        join thing on thing.kind = media_use.kind and thing.id = media_use.thing_id
        where media_use.media_id = media.id and thing.owner_id = media.owner_id
      ) then null else coalesce(unused_since, now()) end
      where id in (${sql.join(ids)})`.execute(tx)
  }
}
