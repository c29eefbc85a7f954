/** How deep answers are set in; what answers deeper stands beside what it answers. */
export const DEEPEST = 3

interface Placed {
  id: string
  parent_id: string | null
}

/**
 * As people read: after a comment come its answers, each with its own, the older first.
 * @param comments whole threads
 */
export function inReadingOrder<Comment extends Placed>(comments: readonly Comment[]): (Comment & { depth: number })[] {
  const answers = Map.groupBy(comments.toSorted(byId), ({ parent_id }) => parent_id)
  const ordered: (Comment & { depth: number })[] = []
  const ahead = (answers.get(null) ?? []).map((comment) => ({ ...comment, depth: 0 })).toReversed()
  for (let comment = ahead.pop(); comment; comment = ahead.pop()) {
    ordered.push(comment)
    const depth = Math.min(comment.depth + 1, DEEPEST)
    ahead.push(...(answers.get(comment.id) ?? []).map((answer) => ({ ...answer, depth })).toReversed())
  }
  return ordered
}

/**
 * What deleting some comments does to their threads: one that has answers stays, emptied, to keep them in their place;
 * the others go, and with them each emptied one whose last answer went.
 */
export function removalOf(
  threads: readonly (Placed & { deleted_at: Date | null })[],
  ids: ReadonlySet<string>,
): { gone: string[]; emptied: string[] } {
  const byIds = new Map(threads.map((comment) => [comment.id, comment]))
  const answers = new Map(threads.map(({ id }) => [id, 0]))
  const count = (parentId: string | null, by: number): number => {
    if (parentId === null) return Number.NaN
    const left = (answers.get(parentId) ?? 0) + by
    answers.set(parentId, left)
    return left
  }
  for (const { parent_id } of threads) count(parent_id, 1)
  const isEmpty = ({ id, deleted_at }: (typeof threads)[number]): boolean => ids.has(id) || deleted_at !== null

  const gone = new Set<string>()
  const leaving = threads.filter((comment) => isEmpty(comment) && answers.get(comment.id) === 0)
  for (let comment = leaving.pop(); comment; comment = leaving.pop()) {
    gone.add(comment.id)
    const parent = byIds.get(comment.parent_id ?? '')
    if (count(comment.parent_id, -1) === 0 && parent && isEmpty(parent)) leaving.push(parent)
  }
  return { gone: [...gone], emptied: [...ids].filter((id) => byIds.has(id) && !gone.has(id)) }
}

/** The first threads that together have at most `limit` comments; at least one thread, whatever its size. */
export function wholeThreads<Thread extends { size: number }>(threads: readonly Thread[], limit: number): Thread[] {
  let sum = 0
  return threads.filter(({ size }, index) => {
    sum += size
    return index === 0 || sum <= limit
  })
}

const byId = (one: Placed, other: Placed): number => (one.id < other.id ? -1 : 1)
