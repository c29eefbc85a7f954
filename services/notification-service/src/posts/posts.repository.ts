import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import type { NotificationDB } from '../db/schema.js'
import type { Post } from './posts.schema.js'

@Injectable()
export class PostsRepository {
  /** Keeps the newer of the two states. The same one again brings back what a replay has just taken away. */
  async save(tx: Tx<NotificationDB>, { postId, authorId, title, path, revision }: Post): Promise<void> {
    await tx
      .insertInto('post')
      .values({ id: postId, author_id: authorId, title, path, revision, gone_at: null, announced_at: null })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ title, path, revision, gone_at: null })
          .where('post.revision', '<=', revision),
      )
      .execute()
  }

  async forget(tx: Tx<NotificationDB>, id: string, authorId: string, at: Date): Promise<void> {
    const nothing = { title: '', path: '', gone_at: at }
    await tx
      .insertInto('post')
      .values({ id, author_id: authorId, revision: 0, announced_at: null, ...nothing })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(nothing))
      .execute()
  }

  async isVisible(tx: Tx<NotificationDB>, id: string): Promise<boolean> {
    const row = await tx
      .selectFrom('post')
      .select('id')
      .where('id', '=', id)
      .where('gone_at', 'is', null)
      .executeTakeFirst()
    return row !== undefined
  }

  async markAnnounced(tx: Tx<NotificationDB>, post: Post, at: Date): Promise<boolean> {
    const { postId, authorId, title, path, revision } = post
    const row = await tx
      .insertInto('post')
      .values({ id: postId, author_id: authorId, title, path, revision, gone_at: null, announced_at: at })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ announced_at: at }).where('post.announced_at', 'is', null),
      )
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  }
}
