import type { DataOf } from '@quark/contracts'
import type { PostDeleted, PostPublished } from '@quark/contracts/events/blog'
import type { Language, PostRow } from '../db/schema.js'

/** `/b/{blog}/{post}`: where people read it. */
export const pathOf = (blogSlug: string, postSlug: string): string => `/b/${blogSlug}/${postSlug}`

type BlogRow = { id: string; slug: string; language: Language }

/** What other modules learn of a post that readers see. */
export const publicPost = (blog: BlogRow, post: PostRow): DataOf<typeof PostPublished> => ({
  postId: post.id,
  blogId: blog.id,
  authorId: post.author_id,
  path: pathOf(blog.slug, post.slug),
  title: post.title,
  excerpt: post.excerpt,
  tags: post.tags,
  language: blog.language,
  publishedAt: (post.published_at ?? post.updated_at).toISOString(),
  revision: post.revision,
})

/** What other modules learn of a post that readers see no more. */
export const gonePost = (
  blog: BlogRow,
  post: PostRow,
  reason: 'deleted' | 'unpublished',
): DataOf<typeof PostDeleted> => ({
  postId: post.id,
  blogId: blog.id,
  authorId: post.author_id,
  path: pathOf(blog.slug, post.slug),
  reason,
})
