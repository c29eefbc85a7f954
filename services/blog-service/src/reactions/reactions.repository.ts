import { Injectable } from '@nestjs/common'
import { Database } from '@quark/service-kit'
import type { BlogDB } from '../db/schema.js'
import type { Reactions } from './reactions.schema.js'

type Row = Reactions & { id: string }

@Injectable()
export class ReactionsRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  /** By post, for all of them in one query. @param callerId null for nobody in particular */
  async of(postIds: readonly string[], callerId: string | null): Promise<Map<string, Reactions>> {
    if (postIds.length === 0) return new Map()
    const rows = await this.db.sql<Row[]>`
      select asked.id, coalesce(likes, 0) as likes, coalesce(comments, 0) as comments,
        exists (select from post_like where post_id = asked.id and user_id = ${callerId}::uuid) as liked,
        exists (select from bookmark where post_id = asked.id and user_id = ${callerId}::uuid) as bookmarked
      from unnest(${postIds as string[]}::uuid[]) as asked (id) left join post_counts on post_id = asked.id`
    return new Map(rows.map(({ id, ...reactions }) => [id, reactions]))
  }
}
