import { Id, Page, Text } from '@quark/service-kit'
import { z } from 'zod'
import { AuthorView } from '../authors/authors.schema.js'

/** `parentId` is the comment that this one answers. */
export const NewComment = z.strictObject({
  text: Text({ min: 1, max: 5000, multiline: true }),
  parentId: Id.nullable().default(null),
})
export type NewComment = z.infer<typeof NewComment>

/** `text` is plain text, not HTML. An answer whose parent was deleted has none. */
export const CommentView = z.object({
  id: Id,
  postId: Id,
  parentId: Id.nullable(),
  author: AuthorView,
  text: z.string(),
  createdAt: z.iso.datetime(),
})
export type CommentView = z.infer<typeof CommentView>

export const CommentPage = Page(CommentView)
export type CommentPage = z.infer<typeof CommentPage>
