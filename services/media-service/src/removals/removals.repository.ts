import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import type { MediaDB } from '../db/schema.js'

@Injectable()
export class RemovalsRepository {
  constructor(private readonly db: Database<MediaDB>) {}

  async plan(tx: Tx<MediaDB>, mediaIds: readonly string[], dueAt: Date): Promise<void> {
    if (mediaIds.length === 0) return
    await tx
      .insertInto('removal')
      .values(mediaIds.map((media_id) => ({ media_id, due_at: dueAt })))
      .onConflict((conflict) => conflict.column('media_id').doUpdateSet({ due_at: dueAt }))
      .execute()
  }

  /** @returns false when it was carried out already */
  async cancel(tx: Tx<MediaDB>, mediaId: string): Promise<boolean> {
    const row = await tx.deleteFrom('removal').where('media_id', '=', mediaId).returning('media_id').executeTakeFirst()
    return row !== undefined
  }

  /** Those that are due, but for those whose image somebody is working on. */
  async due(limit: number): Promise<string[]> {
    const rows = await this.db.read
      .selectFrom('removal')
      .select('media_id')
      .where('due_at', '<=', new Date())
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('image_job')
              .select('media_id')
              .whereRef('image_job.media_id', '=', 'removal.media_id')
              .where('not_before', '>', new Date())
              .where('tries', '>', 0),
          ),
        ),
      )
      .orderBy('due_at')
      .limit(limit)
      .execute()
    return rows.map((row) => row.media_id)
  }
}
