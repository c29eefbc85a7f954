import { z } from 'zod'
import { defineEvent } from '../define-event.js'

const publicPost = {
  postId: z.uuid(),
  blogId: z.uuid(),
  authorId: z.uuid(),
  /** `/b/{blog}/{post}`: where people read it. */
  path: z.string(),
  title: z.string(),
  excerpt: z.string(),
  tags: z.array(z.string()),
  language: z.enum(['en', 'ru']),
  publishedAt: z.iso.datetime(),
  /** Grows with each change of the post. */
  revision: z.int(),
}

/** A post became visible to readers, for the first time or again after it was unpublished. */
export const PostPublished = defineEvent('post.published', { stream: 'posts' }, publicPost)

/** A visible post changed. */
export const PostUpdated = defineEvent(
  'post.updated',
  { stream: 'posts' },
  {
    ...publicPost,
    /** Where it was read before this change, when its address changed. */
    previousPath: z.string().optional(),
  },
)

/** A post that readers could see is gone: it was deleted or unpublished. */
export const PostDeleted = defineEvent(
  'post.deleted',
  { stream: 'posts' },
  {
    postId: z.uuid(),
    blogId: z.uuid(),
    authorId: z.uuid(),
    path: z.string(),
    reason: z.enum(['deleted', 'unpublished']),
  },
)

/**
 * What a post shows of uploaded files changed, or whether readers see it. Carries the whole set, so that a late copy can
 * be told by `revision`; a deleted post shows none. Posts that never had any say nothing.
 */
export const PostMediaChanged = defineEvent(
  'post.media-changed',
  { stream: 'posts' },
  {
    postId: z.uuid(),
    authorId: z.uuid(),
    /** Of the text and of the cover, each once. */
    mediaIds: z.array(z.uuid()),
    /** Readers see the post. */
    public: z.boolean(),
    /** Grows with each change of the post, its end included. */
    revision: z.int(),
  },
)

const comment = {
  commentId: z.uuid(),
  postId: z.uuid(),
  postAuthorId: z.uuid(),
  authorId: z.uuid(),
}
/** The comment that the thread began with; the comment's own id when that is this one. */
const threadId = z.uuid()
/** Of the post: `/b/{blog}/{post}`. */
const path = z.string()

/** Somebody commented on a post. The text is not told: events are kept for ever, and a comment may be deleted. */
export const CommentCreated = defineEvent(
  'comment.created',
  { stream: 'posts' },
  {
    ...comment,
    parentId: z.uuid().nullable(),
    /** Who wrote the comment that is answered; null when none is. */
    parentAuthorId: z.uuid().nullable().optional(),
    threadId: threadId.optional(),
    path: path.optional(),
  },
)

/** The author of a comment changed its text. */
export const CommentUpdated = defineEvent(
  'comment.updated',
  { stream: 'posts' },
  {
    ...comment,
    threadId,
    path,
    /** Grows with each change of the comment. */
    revision: z.int(),
  },
)

/**
 * A comment was deleted by its author, by the author of the post, or with its author's account. Comments of a deleted or
 * unpublished post end with `post.deleted` alone.
 */
export const CommentDeleted = defineEvent(
  'comment.deleted',
  { stream: 'posts' },
  { ...comment, threadId, path, parentId: z.uuid().nullable() },
)

/** Somebody liked a post. */
export const PostLiked = defineEvent(
  'post.liked',
  { stream: 'posts' },
  { postId: z.uuid(), postAuthorId: z.uuid(), userId: z.uuid(), likedAt: z.iso.datetime() },
)

/** Somebody took their like back. Likes of a deleted account end with `user.deleted` alone. */
export const PostUnliked = defineEvent('post.unliked', { stream: 'posts' }, { postId: z.uuid(), userId: z.uuid() })

/** Somebody began a blog; it has no posts yet. */
export const BlogCreated = defineEvent(
  'blog.created',
  { stream: 'posts' },
  { blogId: z.uuid(), ownerId: z.uuid(), slug: z.string(), title: z.string(), language: z.enum(['en', 'ru']) },
)

/** The title, the description or the language of a blog changed. */
export const BlogUpdated = defineEvent(
  'blog.updated',
  { stream: 'posts' },
  { blogId: z.uuid(), ownerId: z.uuid(), slug: z.string(), title: z.string(), language: z.enum(['en', 'ru']) },
)

/** A blog is gone. Each of its visible posts had a `post.deleted` before. */
export const BlogDeleted = defineEvent(
  'blog.deleted',
  { stream: 'posts' },
  { blogId: z.uuid(), ownerId: z.uuid(), slug: z.string() },
)
