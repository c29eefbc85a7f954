import type { Comment } from './api-types.ts'

export interface Thread {
  comment: Comment
  answers: Comment[]
}

/**
 * Comments in two levels: an answer to an answer stands under the same first comment.
 * @param comments oldest first; one whose parent is not among them stands by itself
 */
export function threads(comments: Comment[]): Thread[] {
  const byId = new Map<string, Thread>()
  const roots: Thread[] = []
  for (const comment of comments) {
    const parent = comment.parentId === null ? undefined : byId.get(comment.parentId)
    const thread = parent ?? { comment, answers: [] }
    if (parent) parent.answers.push(comment)
    else roots.push(thread)
    byId.set(comment.id, thread)
  }
  return roots
}
