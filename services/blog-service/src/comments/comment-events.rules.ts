import type { CommentRow, PostRow } from '../db/schema.js'
import { pathOf } from '../posts/post-events.rules.js'

type Post = Pick<PostRow, 'author_id' | 'slug'> & { blog_slug: string }

/** What other modules learn of any comment: never its text, since what is told is kept for ever. */
export const commentNews = (post: Post, comment: Omit<CommentRow, 'author_id'>, authorId: string) => ({
  commentId: comment.id,
  threadId: comment.thread_id,
  postId: comment.post_id,
  postAuthorId: post.author_id,
  path: pathOf(post.blog_slug, post.slug),
  authorId,
})
