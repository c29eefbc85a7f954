import type { PostDraft } from '../api-types.ts'
import type { ServerText } from './autosave.ts'
import type { LocalCopy } from './local-copies.ts'

/** What an editor begins with. */
export interface Opening {
  draft: PostDraft
  /** The copy that `draft` is from; undefined when the server's text is the newest. */
  restored?: LocalCopy
  /** The server's text was changed elsewhere since the copy was made: the person chooses. */
  isDisputed: boolean
  /** Older copies with yet other texts, the newest first: of other tabs that ended with this one. */
  others: LocalCopy[]
  /** Copies that the server has. */
  settled: LocalCopy[]
}

/**
 * Decides what an editor opens with, after a crash or without connection too: the newest text that there is.
 * @param copies of this post, that no open editor holds, the newest first
 */
export function openingOf(
  server: ServerText,
  copies: LocalCopy[],
  isSame: (one: PostDraft, other: PostDraft) => boolean,
): Opening {
  const settled = copies.filter(({ draft }) => isSame(draft, server))
  const [newest, ...others] = copies.filter((copy) => !settled.includes(copy))
  if (!newest) return { draft: server, isDisputed: false, others: [], settled }
  const isDisputed = newest.base !== server.revision && !(newest.sent && isSame(newest.sent, server))
  const doubles = others.filter(({ draft }) => isSame(draft, newest.draft))
  return {
    draft: newest.draft,
    restored: newest,
    isDisputed,
    others: others.filter((copy) => !doubles.includes(copy)),
    settled: [...settled, ...doubles],
  }
}
