import type { ColumnType, Selectable } from 'kysely'

/** A person as this module knows them: a copy of what user-service tells, kept by events. */
export interface AuthorTable {
  id: string
  username: string
  name: string
  /** Path on the site of a small square picture. */
  avatar_url: string | null
  /** Of the profile; 0 until the first one is told. Older news than this is ignored. */
  revision: number
  /** When the account was deleted. The row stays, so that late news does not bring the person back. */
  gone_at: Date | null
}

export type Language = 'en' | 'ru'

export interface BlogTable {
  id: string
  slug: string
  title: string
  description: string
  language: Language
  owner_id: string
  created_at: Date
}

/** An uploaded image. Paths are on the site. */
export interface Picture {
  id: string
  url: string
  width: number
  height: number
  /** Base64; empty when there is none. */
  thumbhash: string
  /** From the smallest to the largest. */
  variants: { name: string; url: string; width: number; height: number }[]
}

export type PostStatus = 'draft' | 'published'

export interface PostTable {
  id: string
  blog_id: string
  author_id: string
  slug: string
  /** The slug no longer follows the title: the author chose it, or the post was published under it. */
  slug_fixed: boolean
  title: string
  /** Clean by the policy of `html_policy`. */
  html: string
  html_policy: number
  /** Shown above the text and in lists. */
  cover: ColumnType<Picture | null, never, Picture | null>
  /** The uploaded pictures of the text, as media-service told of them when they came into it. */
  pictures: ColumnType<readonly Picture[], never, readonly Picture[]>
  excerpt: string
  /** The author wrote the excerpt; else it is made from the text. */
  excerpt_given: boolean
  tags: string[]
  status: PostStatus
  reading_minutes: number
  revision: number
  created_at: Date
  updated_at: Date
  published_at: Date | null
}

export type PostRow = Selectable<PostTable>

/** What search looks through: published posts only. */
export interface PostSearchTable {
  post_id: string
  /** tsvector; weights A title, B tags, D text. */
  vector: ColumnType<never, string, string>
}

/** Every lexeme that a published post has or had: what a mistyped word is compared with. */
export interface LexemeTable {
  word: string
  /** The word in ASCII, letter by letter. */
  trigrams: ColumnType<string, never, never>
}

export interface CommentTable {
  id: string
  post_id: string
  parent_id: string | null
  /** The comment that the thread began with; its own id when that is this one. */
  thread_id: string
  /** Null, and the text empty, of a deleted comment that answers keep in its place. */
  author_id: string | null
  text: string
  /** Grows with each change. */
  revision: number
  created_at: Date
  edited_at: Date | null
  deleted_at: Date | null
}

export type CommentRow = Selectable<CommentTable>

export interface PostLikeTable {
  post_id: string
  user_id: string
  liked_at: Date
}

/** How much is made of a post. A post without a row has nothing. */
export interface PostCountsTable {
  post_id: string
  likes: number
  /** Without the places of deleted ones. */
  comments: number
}

export interface BookmarkTable {
  user_id: string
  post_id: string
  marked_at: Date
}

/** An address under which readers could once see a post. Outlives the post and its blog. */
export interface PostAddressTable {
  blog_id: string
  slug: string
  blog_slug: string
  post_id: string
}

export interface BlogDB {
  author: AuthorTable
  blog: BlogTable
  post: PostTable
  post_search: PostSearchTable
  lexeme: LexemeTable
  comment: CommentTable
  post_like: PostLikeTable
  post_counts: PostCountsTable
  bookmark: BookmarkTable
  post_address: PostAddressTable
}
