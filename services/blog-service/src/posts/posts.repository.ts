import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import type { BlogDB, PostRow } from '../db/schema.js'

@Injectable()
export class PostsRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  /** What a post of this person shows. */
  shown(id: string, authorId: string): Promise<Pick<PostRow, 'cover' | 'pictures'> | undefined> {
    return this.db.read
      .selectFrom('post')
      .select(['cover', 'pictures'])
      .where('id', '=', id)
      .where('author_id', '=', authorId)
      .executeTakeFirst()
  }

  async blogIdOf(tx: Tx<BlogDB>, id: string): Promise<string | undefined> {
    const row = await tx.selectFrom('post').select('blog_id').where('id', '=', id).executeTakeFirst()
    return row?.blog_id
  }

  find(tx: Tx<BlogDB>, id: string): Promise<PostRow | undefined> {
    return tx.selectFrom('post').selectAll().where('id', '=', id).executeTakeFirst()
  }

  /**
   * The slugs of a blog's other posts that are this one or this one with a suffix, those under which readers once saw
   * them included: an old link must never lead to another text.
   */
  async takenSlugs(tx: Tx<BlogDB>, blogId: string, slug: string, exceptId: string): Promise<Set<string>> {
    const now = tx.selectFrom('post').select('slug').where('blog_id', '=', blogId).where('id', '<>', exceptId)
    const once = tx
      .selectFrom('post_address')
      .select('slug')
      .where('blog_id', '=', blogId)
      .where('post_id', '<>', exceptId)
    const rows = await tx
      .selectFrom(now.union(once).as('taken'))
      .select('slug')
      .where((where) => where.or([where('slug', '=', slug), where('slug', 'like', `${slug}-%`)]))
      .execute()
    return new Set(rows.map((row) => row.slug))
  }

  async insert(tx: Tx<BlogDB>, post: PostRow): Promise<void> {
    await tx.insertInto('post').values(post).execute()
  }

  async update(tx: Tx<BlogDB>, id: string, changes: Partial<PostRow>): Promise<void> {
    await tx.updateTable('post').set(changes).where('id', '=', id).execute()
  }

  async delete(tx: Tx<BlogDB>, id: string): Promise<void> {
    await tx.deleteFrom('post').where('id', '=', id).execute()
  }

  /** @returns all that were deleted, drafts included */
  deleteOfBlog(tx: Tx<BlogDB>, blogId: string): Promise<PostRow[]> {
    return tx.deleteFrom('post').where('blog_id', '=', blogId).returningAll().execute()
  }
}
