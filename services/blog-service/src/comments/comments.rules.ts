import { Refusal } from '@quark/service-kit'
import type { PostStatus } from '../db/schema.js'
import { isVisibleTo } from '../posts/posts.rules.js'

/** Comments in a thread, so that a page can show it whole. */
const THREAD_LIMIT = 300

interface Post {
  status: PostStatus
  author_id: string
}

interface Written {
  author_id: string | null
  deleted_at: Date | null
}

/** Only what readers can see is talked about. */
export function assertCommentable(post: Post | undefined, callerId: string): asserts post {
  if (!post || !isVisibleTo(post, callerId)) throw Refusal.notFound('post')
  if (post.status === 'draft') throw Refusal.conflict('not-published', 'Comments begin when the post is published.')
}

/** A deleted comment is not there, though it keeps its place. */
export function assertThere<Comment extends Written>(
  comment: Comment | undefined,
): asserts comment is Comment & { author_id: string } {
  if (!comment || comment.deleted_at) throw Refusal.notFound('comment')
}

/** A comment is changed by who wrote it. */
export function assertEditable(comment: Written, callerId: string): void {
  if (callerId !== comment.author_id) throw notYours()
}

/** A comment is deleted by who wrote it, or by the author of the post it stands under. */
export function assertDeletable(comment: Written, post: Post, callerId: string): void {
  if (callerId !== comment.author_id && callerId !== post.author_id) throw notYours()
}

/** @param size how many comments the thread has */
export function assertRoomInThread(size: number): void {
  if (size < THREAD_LIMIT) return
  throw Refusal.conflict('thread-full', `A thread has at most ${THREAD_LIMIT} comments. Begin a new one.`)
}

/** Only what is there is answered. */
export function assertAnswerable<Comment extends Written>(parent: Comment | undefined): asserts parent is Comment {
  if (parent && !parent.deleted_at) return
  throw Refusal.invalid('invalid-request', [
    { field: 'parentId', code: 'not-found', message: 'is not a comment under this post' },
  ])
}

const notYours = (): Refusal => Refusal.forbidden('not-your-comment', 'This comment was written by somebody else.')
