import type { Language, Picture } from '../db/schema.js'
import type { FeedPost } from './feeds.schema.js'

/** A published post with its blog, its author and its counts. */
export interface FeedRow {
  id: string
  slug: string
  title: string
  excerpt: string
  tags: string[]
  reading_minutes: number
  revision: number
  updated_at: Date
  published_at: Date
  blog_id: string
  blog_slug: string
  blog_title: string
  language: Language
  author_id: string
  username: string
  name: string
  avatar_url: string | null
  cover: Picture | null
  likes: number
  comments: number
  liked: boolean
  bookmarked: boolean
}

export const toFeedPost = (row: FeedRow): FeedPost => ({
  id: row.id,
  blog: { id: row.blog_id, slug: row.blog_slug, title: row.blog_title, language: row.language },
  slug: row.slug,
  title: row.title,
  excerpt: row.excerpt,
  tags: row.tags,
  author: { id: row.author_id, username: row.username, name: row.name, avatarUrl: row.avatar_url ?? '' },
  cover: row.cover ?? undefined,
  publishedAt: row.published_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  readingMinutes: row.reading_minutes,
  revision: row.revision,
  reactions: { postId: row.id, likes: row.likes, comments: row.comments, liked: row.liked, bookmarked: row.bookmarked },
})
