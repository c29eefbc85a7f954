import { Refusal } from '@quark/service-kit'
import type { PostStatus } from '../db/schema.js'
import { isVisibleTo } from '../posts/posts.rules.js'

interface Post {
  status: PostStatus
  author_id: string
}

/** Only what readers can see is talked about. */
export function assertCommentable(post: Post | undefined, callerId: string): asserts post {
  if (!post || !isVisibleTo(post, callerId)) throw Refusal.notFound('post')
  if (post.status === 'draft') throw Refusal.conflict('not-published', 'Comments begin when the post is published.')
}

/** A comment is deleted by who wrote it, or by the author of the post it stands under. */
export function assertDeletable(comment: { author_id: string }, post: Post, callerId: string): void {
  if (callerId === comment.author_id || callerId === post.author_id) return
  throw Refusal.forbidden('not-your-comment', 'This comment was written by somebody else.')
}

export const foreignParent = (): Refusal =>
  Refusal.invalid('invalid-request', [
    { field: 'parentId', code: 'not-found', message: 'is not a comment under this post' },
  ])
