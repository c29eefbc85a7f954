import type { PostDraft } from '../api-types.ts'
import type { SaveResult } from './autosave.ts'

/** Bytes that browsers let a request carry that outlives its page: 64 KiB for all of them together. */
const MOST_KEPT_ALIVE = 48_000

/** Sends a text to this site's own server, which holds the person's tokens. Never rejects. */
export async function saveDraft(id: string, draft: PostDraft, revision: number): Promise<SaveResult> {
  try {
    const body = new TextEncoder().encode(JSON.stringify(draft))
    const response = await fetch(`/write/${id}/draft`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'if-match': `"${revision}"` },
      body,
      // A page that is put away may be gone before the answer.
      keepalive: document.hidden && body.byteLength < MOST_KEPT_ALIVE,
    })
    const answer = await response.json().catch(() => ({}))
    if (response.ok) return { kind: 'saved', revision: answer.revision }
    if (response.status === 412 && answer.theirs) return { kind: 'conflict', theirs: answer.theirs }
    if (response.status >= 500 || response.status === 429) return { kind: 'offline' }
    return { kind: 'refused', code: answer.code ?? 'unknown' }
  } catch {
    return { kind: 'offline' }
  }
}

/** What came of creating a post. */
export type Created =
  | { kind: 'created'; id: string; revision: number }
  | Exclude<SaveResult, { kind: 'saved' | 'conflict' }>

/**
 * Creates a draft by the API's own door. Never rejects.
 * @param key one for each post to be: sent again after a lost answer, it creates nothing twice
 */
export async function createDraft(blogId: string, draft: PostDraft, key: string): Promise<Created> {
  try {
    const response = await fetch('/-/api/v1/posts', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ blogId, ...draft, status: 'draft' }),
    })
    const answer = await response.json().catch(() => ({}))
    if (response.ok) return { kind: 'created', id: answer.id, revision: answer.revision }
    if (response.status >= 500 || response.status === 429 || answer.code === 'still-running') return { kind: 'offline' }
    return { kind: 'refused', code: answer.code ?? 'unknown' }
  } catch {
    return { kind: 'offline' }
  }
}
