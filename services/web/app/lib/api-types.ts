import type { Locale } from './i18n/types.ts'
import type { FeedTab } from './post/feed-tabs.ts'

/** The shapes of the platform's API that the pages use, as its OpenAPI document gives them. */
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

export interface Person {
  id: string
  username: string
  name: string
}

export interface Author extends Person {
  /** Path of a small square picture; null without one. */
  avatarUrl: string | null
}

/** A file that a person uploaded, as `POST /upload` answers it. */
export interface Uploaded {
  id: string
  kind: 'image' | 'audio' | 'video' | 'document'
  url: string
  variants: Variant[]
  width: number | null
  height: number | null
  thumbhash: string | null
}

export interface Variant {
  name: string
  url: string
  width: number
  height: number
}

/** An uploaded image that a post shows. */
export interface Picture {
  id: string
  url: string
  width: number
  height: number
  thumbhash: string
  variants: Variant[]
}

export interface Profile extends Person {
  avatar: { mediaId: string; url: string } | null
  bio: { en: string; ru: string }
  links: { label: string; url: string }[]
  locale: Locale
  createdAt: string
  /** How many people follow them, and how many they follow. */
  followers: number
  following: number
}

/** How the person who asks and another one stand to each other. */
export interface FollowState {
  following: boolean
  followedBy: boolean
}

/** Somebody in a list of followers, or of people who are followed. */
export interface Follower extends Author {
  /** Whether the person who asks follows them. */
  followedByYou: boolean
}

/** What people made of a post, the person who asks among them. */
export interface Reactions {
  likes: number
  comments: number
  liked: boolean
  bookmarked: boolean
}

export interface Blog {
  id: string
  slug: string
  title: string
  description: string
  language: Locale
  owner: Author
}

export interface PostSummary {
  id: string
  blog: { id: string; slug: string; title: string; language: Locale }
  slug: string
  title: string
  excerpt: string
  tags: string[]
  status: 'draft' | 'published'
  author: Author
  publishedAt: string | null
  updatedAt: string
  readingMinutes: number
  cover: Picture | null
}

export interface ListedPost extends PostSummary {
  reactions: Reactions
}

/** A post of the feed. */
export interface FeedItem extends Omit<ListedPost, 'status' | 'publishedAt'> {
  publishedAt: string
  /** Why it is where it is; empty for a post that is only new. */
  reasons: ({ kind: 'followed' } | { kind: 'tag'; tag: string } | { kind: 'popular' })[]
}

export interface Feed extends Page<FeedItem> {
  tab: FeedTab
  /** Parts that could not be had. */
  degraded: ('authors' | 'follows' | 'taste' | 'reactions')[]
}

export interface Post extends PostSummary {
  /** Cleaned by blog-service; the only HTML that is rendered as it is. */
  html: string
  /** What is known of the uploaded images in the text. */
  pictures: Picture[]
  revision: number
}

/** All public addresses: when each part of 10,000 changed, or the addresses of one. */
export interface Sitemap {
  parts: { modifiedAt: string }[]
  items: { path: string; modifiedAt: string }[]
}

export interface Comment {
  id: string
  postId: string
  parentId: string | null
  /** 0 begins a thread; answers to the deepest stand beside them. */
  depth: number
  /** Null of a deleted one, which only keeps the place of its answers. */
  author: Author | null
  text: string
  createdAt: string
  editedAt: string | null
  deleted: boolean
  revision: number
}

/** What one person is told. */
export interface Notification {
  id: string
  /** Its place among those of the person: what is marked as read is marked up to one. */
  seq: number
  kind: NotificationKind
  /** Some of those who did it, the last one first. */
  actors: Author[]
  actorCount: number
  post: { id: string; title: string; path: string } | null
  commentId: string | null
  happenedAt: string
  read: boolean
}

export type NotificationKind = 'post' | 'comment' | 'answer' | 'like' | 'follower' | 'message'

export interface NotificationPreference {
  kind: NotificationKind
  inApp: boolean
}

export interface LoginSession {
  id: string
  createdAt: string
  lastUsedAt: string
  userAgent: string | null
  ip: string | null
  current: boolean
}

/** The fields of a post that its author writes. */
export interface PostDraft {
  title: string
  html: string
  tags: string[]
  coverMediaId: string | null
}

/** As a page sends it; what is left out stays as it is. */
export type DraftChange = Omit<PostDraft, 'coverMediaId'> & { coverMediaId?: string | null | undefined }
