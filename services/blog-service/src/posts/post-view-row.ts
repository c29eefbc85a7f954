import type { Language, Picture, PostStatus } from '../db/schema.js'
import { trustedHtml } from './html.rules.js'
import type { PostSummary, PostView } from './posts.schema.js'

interface SummaryRow {
  id: string
  slug: string
  title: string
  excerpt: string
  tags: string[]
  status: PostStatus
  reading_minutes: number
  revision: number
  updated_at: Date
  published_at: Date | null
  blog_id: string
  blog_slug: string
  blog_title: string
  language: Language
  author_id: string
  username: string
  name: string
  avatar_url: string | null
  cover: Picture | null
}

/** A post with its blog, its author and its text. */
export interface ViewRow extends SummaryRow {
  html: string
  html_policy: number
  pictures: readonly Picture[]
}

/** The columns of a `SummaryRow`, of the three tables joined. */
export const COLUMNS = [
  'post.id',
  'post.slug',
  'post.title',
  'post.excerpt',
  'post.tags',
  'post.status',
  'post.reading_minutes',
  'post.revision',
  'post.updated_at',
  'post.published_at',
  'post.blog_id',
  'blog.slug as blog_slug',
  'blog.title as blog_title',
  'blog.language',
  'post.author_id',
  'author.username',
  'author.name',
  'author.avatar_url',
  'post.cover',
] as const

/** The columns of a `ViewRow`. */
export const VIEW_COLUMNS = [...COLUMNS, 'post.html', 'post.html_policy', 'post.pictures'] as const

export const toSummary = (row: SummaryRow): PostSummary => ({
  id: row.id,
  blog: { id: row.blog_id, slug: row.blog_slug, title: row.blog_title, language: row.language },
  slug: row.slug,
  title: row.title,
  excerpt: row.excerpt,
  tags: row.tags,
  status: row.status,
  author: { id: row.author_id, username: row.username, name: row.name, avatarUrl: row.avatar_url },
  cover: row.cover,
  publishedAt: row.published_at?.toISOString() ?? null,
  updatedAt: row.updated_at.toISOString(),
  readingMinutes: row.reading_minutes,
  revision: row.revision,
})

export const toView = (row: ViewRow): PostView => ({
  ...toSummary(row),
  html: trustedHtml(row.html, row.html_policy),
  pictures: [...row.pictures],
})
