import { Injectable } from '@nestjs/common'
import { Database } from '@quark/service-kit'
import { sql } from 'kysely'
import type { BlogDB } from '../db/schema.js'
import type { FeedBlog, Own } from './feeds.schema.js'

/** What a person owns. */
@Injectable()
export class OwnRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  blogs(ownerId: string): Promise<FeedBlog[]> {
    return this.db.read
      .selectFrom('blog')
      .select(['id', 'slug', 'title', 'language'])
      .where('owner_id', '=', ownerId)
      .orderBy('id', 'desc')
      .execute()
  }

  /** The last changed first, `limit` of them, and how many there are. */
  async drafts(authorId: string, limit: number): Promise<Pick<Own, 'drafts' | 'draftCount'>> {
    const rows = await this.db.read
      .selectFrom('post')
      .innerJoin('blog', 'blog.id', 'post.blog_id')
      .select(['post.id', 'post.title', 'post.updated_at', 'blog.id as blog_id', 'blog.slug'])
      .select(['blog.title as blog_title', 'blog.language', sql<number>`(count(*) over ())::int`.as('all')])
      .where('post.status', '=', 'draft')
      .where('post.author_id', '=', authorId)
      .orderBy('post.updated_at', 'desc')
      .orderBy('post.id', 'desc')
      .limit(limit)
      .execute()
    return {
      draftCount: rows[0]?.all ?? 0,
      drafts: rows.map(({ id, title, updated_at, blog_id, slug, blog_title, language }) => ({
        id,
        title,
        blog: { id: blog_id, slug, title: blog_title, language },
        updatedAt: updated_at.toISOString(),
      })),
    }
  }
}
