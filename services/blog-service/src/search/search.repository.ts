import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { BlogDB } from '../db/schema.js'

/** What of a post is searched. */
export interface Searchable {
  postId: string
  title: string
  tags: readonly string[]
  text: string
}

/** A word of a question that no post has, and the words like it that posts have. */
export interface Correction {
  asked: string
  near: string[]
}

/** Which posts are searched; all of what is given must hold. */
export interface SearchFilter {
  blogId?: string
  authorId?: string
  tag?: string
}

/** A post that matches. The higher the rank, the better. */
export interface Match {
  id: string
  rank: number
}

/** PostgreSQL refuses a tsvector of more than 1 MB; this many characters stay below it whatever they are. */
const MOST_TEXT = 150_000
/** Of the text (D), nothing (C), the tags (B), the title (A). */
const WEIGHTS = '{0.1, 0.2, 0.4, 1.0}'
/** `ts_rank` divided by 1 + log(length): a long text does not win by length alone. */
const BY_LENGTH = 1

@Injectable()
export class SearchRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  async index(tx: Tx<BlogDB>, { postId, title, tags, text }: Searchable): Promise<void> {
    await sql`
      with made as (
        select setweight(to_tsvector('bilingual', folded(${title})), 'A')
          || setweight(to_tsvector('simple', folded(${title})), 'A')
          || setweight(to_tsvector('bilingual', folded(${tags.join(' . ')})), 'B')
          || setweight(to_tsvector('bilingual', folded(${text.slice(0, MOST_TEXT)})), 'D') as vector
      ), words as (
        insert into lexeme (word)
        select word from made, unnest(tsvector_to_array(vector)) as word
        where length(word) between 3 and 40
        order by word
        on conflict do nothing
      )
      insert into post_search (post_id, vector) select ${postId}::uuid, vector from made
      on conflict (post_id) do update set vector = excluded.vector`.execute(tx)
  }

  async remove(tx: Tx<BlogDB>, postId: string): Promise<void> {
    await tx.deleteFrom('post_search').where('post_id', '=', postId).execute()
  }

  /**
   * For each word of the question that no post has, up to three words most like it: one letter off in a short word, two
   * in a longer one.
   */
  async corrections(question: string): Promise<Correction[]> {
    return this.db.sql<Correction[]>`
      select asked, array_agg(word order by place) as near
      from (
        select asked, word, row_number() over (
          partition by asked order by levenshtein(asked, word), similarity(trigram_key(asked), trigrams) desc, word
        ) as place
        from unnest(tsvector_to_array(to_tsvector('bilingual', folded(${question})))) as asked
        join lexeme on trigrams % trigram_key(asked)
        where asked ~ '^[[:alpha:]]{4,40}$' and word ~ '^[[:alpha:]]+$'
          and levenshtein(asked, word) <= case when length(asked) < 6 then 1 else 2 end
          and not exists (select from post_search where vector @@ asked::tsquery)
          and exists (select from post_search where vector @@ word::tsquery)
      ) candidates
      where place <= 3
      group by asked`
  }

  /** Published posts that match, the best first, `limit + 1` of them, after the match `after`. */
  async find(
    question: string,
    corrections: readonly Correction[],
    { blogId = null, authorId = null, tag = null }: Nullable<SearchFilter>,
    limit: number,
    after?: Match,
  ): Promise<Match[]> {
    const { sql } = this.db
    const { id = null, rank = null } = after ?? {}
    return sql<Match[]>`
      with asked as materialized (select ${this.queryOf(question, corrections)} as query),
      match as (
        select post.id, ts_rank(${WEIGHTS}::float4[], vector, query, ${BY_LENGTH})::float8 as rank
        from asked join post_search on vector @@ query join post on post.id = post_id
        where (${blogId}::uuid is null or post.blog_id = ${blogId})
          and (${authorId}::uuid is null or post.author_id = ${authorId})
          and (${tag}::text is null or post.tags @> array[${tag}::text])
      )
      select id, rank from match
      where ${id}::uuid is null or (rank, id) < (${rank}::float8, ${id}::uuid)
      order by rank desc, id desc
      limit ${limit + 1}`
  }

  /** The question as a tsquery. One that is made of stop words alone is looked for in the titles, word by word. */
  private queryOf(question: string, corrections: readonly Correction[]) {
    const { sql } = this.db
    const stemmed = sql`websearch_to_tsquery('bilingual', folded(${question}))`
    const corrected = corrections.reduce(
      (query, { asked, near }) => sql`ts_rewrite(${query}, ${asked}::tsquery, ${near.join(' | ')}::tsquery)`,
      stemmed,
    )
    return sql`
      case when numnode(${stemmed}) = 0 then websearch_to_tsquery('simple', folded(${question})) else ${corrected} end`
  }
}

type Nullable<Shape> = { [Key in keyof Shape]: Shape[Key] | null }
