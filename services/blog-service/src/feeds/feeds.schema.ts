import { Id } from '@quark/service-kit'
import { z } from 'zod'
import type { BlogLanguage } from '../blogs/blogs.schema.js'
import type { PictureView } from '../posts/pictures.schema.js'
import type { Reactions } from '../reactions/reactions.schema.js'

/** Ids that one call may name. */
const MOST_IDS = 200
const MOST_AUTHORS = 1000

const Limit = z.int().min(1).max(100)

/** Where a list goes on: after the post with this time and id. */
export const Position = z.object({ publishedAt: z.iso.datetime(), id: Id })
export type Position = z.infer<typeof Position>

export const PageOf = z.object({ limit: Limit, after: Position.optional() })
export type PageOf = z.infer<typeof PageOf>

/** Protobuf has no null: an id that is left out comes as an empty text. */
export const ViewerId = z.union([z.literal('').transform(() => null), Id])
export const PersonId = Id
export const PostIds = z.array(Id).max(MOST_IDS)
export const AuthorIds = z.array(Id).max(MOST_AUTHORS)
export const TagName = z.string().max(60)
export const OwnQuery = z.object({ personId: Id, limit: Limit })

export interface PostReactions extends Reactions {
  postId: string
}

export interface FeedBlog {
  id: string
  slug: string
  title: string
  language: z.infer<typeof BlogLanguage>
}

/** A published post as pages of other modules show it. Times are ISO 8601. */
export interface FeedPost {
  id: string
  blog: FeedBlog
  slug: string
  title: string
  excerpt: string
  tags: string[]
  author: { id: string; username: string; name: string; avatarUrl: string }
  cover?: PictureView
  publishedAt: string
  updatedAt: string
  readingMinutes: number
  revision: number
  reactions: PostReactions
}

export interface FeedPage {
  posts: FeedPost[]
  more: boolean
}

export interface Candidate {
  id: string
  authorId: string
  tags: string[]
  publishedAt: string
  likes: number
}

export interface TagCount {
  tag: string
  posts: number
}

export interface Own {
  blogs: FeedBlog[]
  drafts: { id: string; title: string; blog: FeedBlog; updatedAt: string }[]
  draftCount: number
}
