import type { PostDraft } from '../api-types.ts'
import type { SaveResult } from './autosave.ts'

/** Sends a text to this site's own server, which holds the person's tokens. Never rejects. */
export async function saveDraft(id: string, draft: PostDraft, revision: number): Promise<SaveResult> {
  try {
    const response = await fetch(`/write/${id}/draft`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'if-match': `"${revision}"` },
      body: JSON.stringify(draft),
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
