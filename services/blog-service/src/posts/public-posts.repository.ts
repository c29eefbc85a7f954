import { Injectable } from '@nestjs/common'
import { Database } from '@quark/service-kit'
import type { BlogDB } from '../db/schema.js'

/** Addresses in one part of the sitemap; the protocol allows 50,000. */
const PART = 10_000
/** Posts that are compared with one by either way: the cost of a question stays the same however many posts there are. */
const CANDIDATES = 50
/** A tag that two posts share weighs as much as a very good match of the texts. */
const TAG_WEIGHT = 0.5
/** The words of a post's title and tags that others are compared by. */
const WORDS = 24

interface Entry {
  path: string
  modifiedAt: string
}

@Injectable()
export class PublicPostsRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  /**
   * Published posts that share tags with a post or have the words of its title and tags, its own language first.
   * Looks at the newest posts that share a tag and at some that share words.
   */
  async related(id: string, limit: number): Promise<string[]> {
    const { sql } = this.db
    const rows = await sql<{ id: string }[]>`
      with this as materialized (
        select post.id, post.tags, blog.language, (
          select string_agg(quote_literal(word), ' | ')::tsquery from (
            select lexeme as word from unnest(ts_filter(post_search.vector, '{a,b}'))
            where length(lexeme) > 2 order by length(lexeme) desc, lexeme limit ${WORDS}
          ) as words
        ) as query
        from post join blog on blog.id = post.blog_id join post_search on post_search.post_id = post.id
        where post.id = ${id}
      ), candidate as (
        (select post.id from post, this where post.status = 'published' and post.tags && this.tags
          order by post.published_at desc limit ${CANDIDATES})
        union
        (select post_id from post_search, this where vector @@ this.query limit ${CANDIDATES})
      )
      select post.id
      from this, candidate
      join post on post.id = candidate.id
      join blog on blog.id = post.blog_id
      join post_search on post_search.post_id = post.id
      where post.id <> this.id and post.status = 'published'
      order by blog.language = this.language desc,
        ${TAG_WEIGHT}::float8 * cardinality(array(select unnest(post.tags) intersect select unnest(this.tags)))
          + coalesce(ts_rank(vector, this.query, 1), 0) desc,
        post.published_at desc
      limit ${limit}`
    return rows.map((row) => row.id)
  }

  /** When something in each part last changed. */
  async sitemapParts(): Promise<{ modifiedAt: string }[]> {
    const { sql } = this.db
    const rows = await sql<{ modified: Date }[]>`
      select max(modified) as modified
      from (select modified, (row_number() over (order by kind, id) - 1) / ${PART} as part from (${this.entries()}) e) p
      group by part order by part`
    return rows.map(({ modified }) => ({ modifiedAt: modified.toISOString() }))
  }

  async sitemapPart(part: number): Promise<Entry[]> {
    const { sql } = this.db
    const rows = await sql<{ path: string; modified: Date }[]>`
      select path, modified from (${this.entries()}) e
      order by kind, id limit ${PART} offset ${(part - 1) * PART}`
    return rows.map(({ path, modified }) => ({ path, modifiedAt: modified.toISOString() }))
  }

  /** Posts that readers see, the blogs that have some, and their authors. */
  private entries() {
    return this.db.sql`
      select 1 as kind, post.id, '/b/' || blog.slug || '/' || post.slug as path, post.updated_at as modified
      from post join blog on blog.id = post.blog_id where post.status = 'published'
      union all
      select 2, blog.id, '/b/' || blog.slug, max(post.updated_at)
      from post join blog on blog.id = post.blog_id where post.status = 'published' group by blog.id
      union all
      select 3, author.id, '/@' || author.username, max(post.updated_at)
      from post join author on author.id = post.author_id where post.status = 'published' group by author.id`
  }
}
