import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { MediaDB } from '../db/schema.js'

export interface ImageJob {
  readonly mediaId: string
  /** This one included. */
  readonly tries: number
}

@Injectable()
export class ImageJobsRepository {
  async add(tx: Tx<MediaDB>, mediaId: string): Promise<void> {
    await tx.insertInto('image_job').values({ media_id: mediaId }).execute()
  }

  /** Takes the job that waits longest, for so many seconds; nobody else gets it meanwhile. */
  async claim(tx: Tx<MediaDB>, seconds: number): Promise<ImageJob | undefined> {
    const row = await tx
      .with('next', (query) =>
        query
          .selectFrom('image_job')
          .select('media_id')
          .where('not_before', '<=', sql<Date>`now()`)
          .orderBy('not_before')
          .limit(1)
          .forUpdate()
          .skipLocked(),
      )
      .updateTable('image_job')
      .from('next')
      .set({ tries: sql`tries + 1`, not_before: inSeconds(seconds) })
      .whereRef('image_job.media_id', '=', 'next.media_id')
      .returning(['image_job.media_id as mediaId', 'image_job.tries as tries'])
      .executeTakeFirst()
    return row
  }

  /** Somebody still works on it; or, with `uncounted`, the try was no fault of the image. */
  async postpone(tx: Tx<MediaDB>, mediaId: string, seconds: number, uncounted = false): Promise<void> {
    await tx
      .updateTable('image_job')
      .set({ not_before: inSeconds(seconds), ...(uncounted && { tries: sql`tries - 1` }) })
      .where('media_id', '=', mediaId)
      .execute()
  }

  async remove(tx: Tx<MediaDB>, mediaId: string): Promise<void> {
    await tx.deleteFrom('image_job').where('media_id', '=', mediaId).execute()
  }
}

const inSeconds = (seconds: number) => sql<Date>`now() + ${seconds} * interval '1 second'`
