import { Id } from '@quark/service-kit'
import { z } from 'zod'
import { Author } from '../people/people.schema.js'
import type { Position } from './paging.rules.js'

export const BlogView = z.object({ id: Id, slug: z.string().min(1), title: z.string(), language: z.enum(['en', 'ru']) })
export type BlogView = z.infer<typeof BlogView>

/** How many like a post and answered it, and whether the viewer likes it and keeps it for later. */
export const Reactions = z.object({
  likes: z.int().min(0),
  comments: z.int().min(0),
  liked: z.boolean(),
  bookmarked: z.boolean(),
})
export type Reactions = z.infer<typeof Reactions>

/** An uploaded image. Paths are on the site. */
export const Picture = z.object({
  id: Id,
  url: z.string(),
  width: z.int(),
  height: z.int(),
  /** Base64; may be empty. */
  thumbhash: z.string(),
  variants: z.array(z.object({ name: z.string(), url: z.string(), width: z.int(), height: z.int() })),
})

/** A published post as lists show it. */
export const PostCard = z.object({
  id: Id,
  blog: BlogView,
  slug: z.string().min(1),
  title: z.string(),
  excerpt: z.string(),
  tags: z.array(z.string()),
  author: Author,
  /** Shown in lists; null without one. */
  cover: Picture.nullable(),
  publishedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  readingMinutes: z.int(),
  revision: z.int(),
  reactions: Reactions,
})
export type PostCard = z.infer<typeof PostCard>

export const PostCards = z.object({ posts: z.array(PostCard), more: z.boolean() })
export type PostCards = z.infer<typeof PostCards>

export interface PageOf {
  limit: number
  after: Position | undefined
}

/** What an order by taste knows of a post. */
export const Candidate = z.object({
  id: Id,
  authorId: Id,
  tags: z.array(z.string()),
  publishedAt: z.iso.datetime(),
  likes: z.int(),
})
export type Candidate = z.infer<typeof Candidate>

/** In how many of the posts that somebody liked or wrote lately a tag is. */
export const TagCount = z.object({ tag: z.string(), posts: z.int().min(1) })
export type TagCount = z.infer<typeof TagCount>

export const DraftView = z.object({ id: Id, title: z.string(), blog: BlogView, updatedAt: z.iso.datetime() })

/** What a person owns. */
export const Own = z.object({ blogs: z.array(BlogView), drafts: z.array(DraftView), draftCount: z.int() })
export type Own = z.infer<typeof Own>
