import type { Post } from '../../api-types.ts'

/** The newest posts of somebody or about something, for programs that follow. Addresses are absolute. */
export interface Feed {
  title: string
  description: string
  /** The page that shows the same to people. */
  home: string
  /** The feed's own address. */
  self: string
  language?: string
  posts: FeedPost[]
}

export interface FeedPost {
  post: Post
  url: string
  authorUrl: string
  /** The whole text, with absolute addresses. */
  html: string
}
