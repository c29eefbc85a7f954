import type { Comment, Person } from './api-types.ts'
import type { Problem } from './forms.ts'

/** A piece of a comment's text. */
export interface Piece {
  text: string
  /** Where it leads; undefined for plain text. */
  href?: string
}

/** A comment with its text in pieces, of which those that are web addresses lead there. */
export interface ShownComment extends Comment {
  pieces: Piece[]
}

export interface Thread {
  comment: ShownComment
  answers: Thread[]
  /** What it answers, when that does not stand right above the answers. */
  answered?: ShownComment
}

/**
 * Comments as a tree. Answers stand in the answers of what they answer; those of the deepest stand beside it.
 * @param comments in reading order, each with its depth, as the API gives them
 */
export function threads(comments: ShownComment[]): Thread[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]))
  const roots: Thread[] = []
  const open: Thread[] = []
  for (const comment of comments) {
    open.length = Math.min(comment.depth, open.length)
    const above = open.at(-1)
    const thread: Thread = { comment, answers: [] }
    const answered = byId.get(comment.parentId ?? '')
    if (answered && answered.id !== above?.comment.id) thread.answered = answered
    const siblings = above ? above.answers : roots
    siblings.push(thread)
    open.push(thread)
  }
  return roots
}

/** What somebody is about to do with a comment, as the page's address says it. */
export type Doing = { what: 'reply' | 'edit'; id: string } | undefined

export function doingOf(query: Pick<URLSearchParams, 'get'>): Doing {
  for (const what of ['reply', 'edit'] as const) {
    const id = query.get(what)
    if (id) return { what, id }
  }
  return undefined
}

/** What every comment of a page needs to know. */
export interface Talk {
  /** The author of the post, who may delete any comment. */
  author: Person
  user: Person | undefined
  doing: Doing
  /** All comments are on this page. */
  isWhole: boolean
  /** The comment that the address points at, by its anchor. */
  aimed: string
  problem: Problem | null
}
