import { Id, Page, PageQuery, Text } from '@quark/service-kit'
import { z } from 'zod'
import { AuthorView } from '../authors/authors.schema.js'

const CommentText = Text({ min: 1, max: 5000, multiline: true })

/** `parentId` is the comment that this one answers. */
export const NewComment = z.strictObject({ text: CommentText, parentId: Id.nullable().default(null) })
export type NewComment = z.infer<typeof NewComment>

export const CommentChanges = z.strictObject({ text: CommentText })
export type CommentChanges = z.infer<typeof CommentChanges>

/** `text` is plain text, not HTML. A deleted comment that has answers keeps its place, without author and text. */
export const CommentView = z.object({
  id: Id,
  postId: Id,
  parentId: Id.nullable(),
  /** The comment that the thread begins with. */
  threadId: Id,
  /** How far it is set in: 0 begins a thread; answers to the deepest stand beside them. */
  depth: z.int(),
  author: AuthorView.nullable(),
  text: z.string(),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  deleted: z.boolean(),
  /** Grows with each change; the ETag is this number in quotes. */
  revision: z.int(),
})
export type CommentView = z.infer<typeof CommentView>

/** What `If-Match` takes. */
export const etagOf = (comment: CommentView): string => `"${comment.revision}"`

export const CommentPage = Page(CommentView)
export type CommentPage = z.infer<typeof CommentPage>

/** `at` is a comment: the page begins with its thread. One that is no more changes nothing. */
export const CommentQuery = PageQuery.extend({ at: Id.optional() })
export type CommentQuery = z.infer<typeof CommentQuery>
