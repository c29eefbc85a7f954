import { Injectable } from '@nestjs/common'
import { Database } from '@quark/service-kit'
import { sql } from 'kysely'
import type { BlogDB, PostStatus } from '../db/schema.js'
import { COLUMNS, toSummary, toView, VIEW_COLUMNS, type ViewRow } from './post-view-row.js'
import type { PostSummary, PostView } from './posts.schema.js'

/** Which posts a list shows; all of what is given must hold. */
export interface PostFilter {
  blogId?: string
  authorId?: string
  tag?: string
}

/** Where a list goes on: after the row with this time and id. */
export interface After {
  at: string
  id: string
}

/** Posts as people read them: with their blog and their author. */
@Injectable()
export class PostViewsRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  /** The hot read: one prepared statement, one round trip. */
  async find(id: string): Promise<PostView | undefined> {
    const [row] = await this.db.sql<ViewRow[]>`
      select post.id, post.slug, post.title, post.html, post.html_policy, post.excerpt, post.tags, post.status,
        post.reading_minutes, post.revision, post.updated_at, post.published_at, post.blog_id, post.author_id,
        blog.slug as blog_slug, blog.title as blog_title, blog.language, author.username, author.name, author.avatar_url,
        post.cover, post.pictures
      from post join blog on blog.id = post.blog_id join author on author.id = post.author_id
      where post.id = ${id}`
    return row && toView(row)
  }

  /** Who may see the post is decided by these. */
  visibility(id: string): Promise<{ status: PostStatus; author_id: string } | undefined> {
    return this.db.read.selectFrom('post').select(['status', 'author_id']).where('id', '=', id).executeTakeFirst()
  }

  async findByAddress(blogSlug: string, slug: string): Promise<PostView | undefined> {
    const row = await this.joined()
      .select(VIEW_COLUMNS)
      .where('blog.slug', '=', blogSlug)
      .where('post.slug', '=', slug)
      .executeTakeFirst()
    return row && toView(row)
  }

  /** Published posts, the newest first, `limit + 1` of them. */
  async newest({ blogId, authorId, tag }: PostFilter, limit: number, after?: After): Promise<PostSummary[]> {
    let query = this.joined()
      .select(COLUMNS)
      .where('post.status', '=', 'published')
      .orderBy('post.published_at', 'desc')
      .orderBy('post.id', 'desc')
      .limit(limit + 1)
    if (blogId) query = query.where('post.blog_id', '=', blogId)
    if (authorId) query = query.where('post.author_id', '=', authorId)
    if (tag) query = query.where('post.tags', '@>', sql<string[]>`array[${tag}]::text[]`)
    if (after) {
      query = query.where((where) =>
        where(where.refTuple('post.published_at', 'post.id'), '<', where.tuple(new Date(after.at), after.id)),
      )
    }
    return (await query.execute()).map(toSummary)
  }

  /** Published posts with their texts, the newest first. */
  async latest({ blogId, authorId, tag }: PostFilter, limit: number): Promise<PostView[]> {
    let query = this.joined()
      .select(VIEW_COLUMNS)
      .where('post.status', '=', 'published')
      .orderBy('post.published_at', 'desc')
      .orderBy('post.id', 'desc')
      .limit(limit)
    if (blogId) query = query.where('post.blog_id', '=', blogId)
    if (authorId) query = query.where('post.author_id', '=', authorId)
    if (tag) query = query.where('post.tags', '@>', sql<string[]>`array[${tag}]::text[]`)
    return (await query.execute()).map(toView)
  }

  /** A person's drafts, the last changed first, `limit + 1` of them. */
  async drafts(authorId: string, { blogId, tag }: PostFilter, limit: number, after?: After): Promise<PostSummary[]> {
    let query = this.joined()
      .select(COLUMNS)
      .where('post.status', '=', 'draft')
      .where('post.author_id', '=', authorId)
      .orderBy('post.updated_at', 'desc')
      .orderBy('post.id', 'desc')
      .limit(limit + 1)
    if (blogId) query = query.where('post.blog_id', '=', blogId)
    if (tag) query = query.where('post.tags', '@>', sql<string[]>`array[${tag}]::text[]`)
    if (after) {
      query = query.where((where) =>
        where(where.refTuple('post.updated_at', 'post.id'), '<', where.tuple(new Date(after.at), after.id)),
      )
    }
    return (await query.execute()).map(toSummary)
  }

  /** The posts of these ids, in the order of the ids. */
  async byIds(ids: readonly string[]): Promise<PostSummary[]> {
    if (ids.length === 0) return []
    const rows = await this.joined().select(COLUMNS).where('post.id', 'in', ids).execute()
    const found = new Map(rows.map((row) => [row.id, toSummary(row)]))
    return ids.flatMap((id) => found.get(id) ?? [])
  }

  private joined() {
    return this.db.read
      .selectFrom('post')
      .innerJoin('blog', 'blog.id', 'post.blog_id')
      .innerJoin('author', 'author.id', 'post.author_id')
  }
}
