import { Injectable } from '@nestjs/common'
import { Database } from '@quark/service-kit'
import type { BlogDB } from '../db/schema.js'
import { type FeedRow, toFeedPost } from './feed-row.js'
import type { Candidate, FeedPost, PageOf, PostReactions, TagCount } from './feeds.schema.js'

/** How many of the newest posts an order by taste chooses from. */
const MOST_CANDIDATES = 300
/** Of what a person liked and wrote, so much of the latest says what they like now. */
const LIKED_LATELY = 50
const WRITTEN_LATELY = 20
const MOST_TAGS = 20

/** Published posts in batches: one prepared statement for a page, its counts included. */
@Injectable()
export class FeedsRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  /** The newest first, `limit + 1` of them. */
  async newest(tag: string, { limit, after }: PageOf, viewerId: string | null): Promise<FeedPost[]> {
    const { sql } = this.db
    const rows = await sql<FeedRow[]>`
      ${this.columns(viewerId)}
      where post.status = 'published' ${tag ? sql`and post.tags @> array[${tag}::text]` : sql``} ${this.from(after)}
      order by post.published_at desc, post.id desc limit ${limit + 1}`
    return rows.map(toFeedPost)
  }

  /** As `newest`. Each author's latest come from the index, and only what is shown is joined. */
  async ofAuthors(
    authorIds: readonly string[],
    { limit, after }: PageOf,
    viewerId: string | null,
  ): Promise<FeedPost[]> {
    const { sql } = this.db
    const rows = await sql<FeedRow[]>`
      with chosen as materialized (
        select latest.id from unnest(${authorIds as string[]}::uuid[]) as wanted cross join lateral (
          select post.id, post.published_at from post
          where post.author_id = wanted and post.status = 'published' ${this.from(after)}
          order by post.published_at desc, post.id desc limit ${limit + 1}
        ) as latest
        order by latest.published_at desc, latest.id desc limit ${limit + 1}
      )
      ${this.columns(viewerId)}
      where post.id in (select id from chosen)
      order by post.published_at desc, post.id desc`
    return rows.map(toFeedPost)
  }

  /** In the order of the ids; those that are not published are left out. */
  async byIds(ids: readonly string[], viewerId: string | null): Promise<FeedPost[]> {
    const rows = await this.db.sql<FeedRow[]>`
      ${this.columns(viewerId)}
      where post.id = any(${ids as string[]}::uuid[]) and post.status = 'published'`
    const found = new Map(rows.map((row) => [row.id, toFeedPost(row)]))
    return ids.flatMap((id) => found.get(id) ?? [])
  }

  candidates(): Promise<Candidate[]> {
    return this.db.sql<(Omit<Candidate, 'publishedAt'> & { at: Date })[]>`
      select post.id, post.author_id as "authorId", post.tags, post.published_at as at,
        coalesce(post_counts.likes, 0) as likes
      from post left join post_counts on post_counts.post_id = post.id
      where post.status = 'published'
      order by post.published_at desc, post.id desc limit ${MOST_CANDIDATES}`.then((rows) =>
      rows.map(({ at, ...row }) => ({ ...row, publishedAt: at.toISOString() })),
    )
  }

  async reactions(ids: readonly string[]): Promise<PostReactions[]> {
    return this.db.sql<PostReactions[]>`
      select post.id as "postId", false as liked, false as bookmarked,
        coalesce(post_counts.likes, 0) as likes, coalesce(post_counts.comments, 0) as comments
      from post left join post_counts on post_counts.post_id = post.id
      where post.id = any(${ids as string[]}::uuid[]) and post.status = 'published'`
  }

  async taste(personId: string): Promise<TagCount[]> {
    return this.db.sql<TagCount[]>`
      select tag, count(*)::int as posts
      from (
        (select post.tags from post_like join post on post.id = post_like.post_id
          where post_like.user_id = ${personId} and post.status = 'published'
          order by post_like.liked_at desc limit ${LIKED_LATELY})
        union all
        (select post.tags from post where post.author_id = ${personId} and post.status = 'published'
          order by post.published_at desc limit ${WRITTEN_LATELY})
      ) as lately, unnest(lately.tags) as tag
      group by tag order by posts desc, tag limit ${MOST_TAGS}`
  }

  private from(after: PageOf['after']) {
    const { sql } = this.db
    if (!after) return sql``
    return sql`and (post.published_at, post.id) < (${after.publishedAt}::timestamptz, ${after.id}::uuid)`
  }

  private columns(viewerId: string | null) {
    return this.db.sql`
      select post.id, post.slug, post.title, post.excerpt, post.tags, post.reading_minutes, post.revision,
        post.updated_at, post.published_at, post.blog_id, blog.slug as blog_slug, blog.title as blog_title,
        blog.language, post.author_id, author.username, author.name, author.avatar_url, post.cover,
        coalesce(post_counts.likes, 0) as likes, coalesce(post_counts.comments, 0) as comments,
        exists (select from post_like where post_id = post.id and user_id = ${viewerId}::uuid) as liked,
        exists (select from bookmark where post_id = post.id and user_id = ${viewerId}::uuid) as bookmarked
      from post join blog on blog.id = post.blog_id join author on author.id = post.author_id
        left join post_counts on post_counts.post_id = post.id`
  }
}
