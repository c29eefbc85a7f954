import { type FieldError, Refusal } from '@quark/service-kit'
import type { PostStatus } from '../db/schema.js'

interface Owned {
  author_id: string
  status: PostStatus
}

/** A draft exists for its author alone. */
export const isVisibleTo = (post: Owned, callerId: string | undefined): boolean =>
  post.status === 'published' || post.author_id === callerId

/** Only the author changes a post; of a draft nobody else learns that it exists. */
export function assertAuthor(post: Owned, callerId: string): void {
  if (!isVisibleTo(post, callerId)) throw Refusal.notFound('post')
  if (post.author_id !== callerId) throw Refusal.forbidden('not-your-post', 'This post was written by somebody else.')
}

/** What readers see has a title and something to read or to look at. */
export function assertPublishable(title: string, isEmpty: boolean): void {
  const fields: FieldError[] = []
  if (title === '') fields.push({ field: 'title', code: 'too-small', message: 'must not be empty in a published post' })
  if (isEmpty) fields.push({ field: 'html', code: 'too-small', message: 'must not be empty in a published post' })
  if (fields.length > 0) throw Refusal.invalid('not-publishable', fields, 'A published post needs a title and a text.')
}

/**
 * The revisions that an `If-Match` header names; undefined for `*`, any. A weak tag counts as a strong one: proxies
 * that compress weaken the tags that pass through them (RFC 9110, 8.8.3).
 * @throws Refusal 428 without the header, 400 for one that nothing here ever had
 */
export function expectedRevisions(ifMatch: string | undefined): Set<number> | undefined {
  if (ifMatch === undefined) throw Refusal.preconditionRequired()
  if (ifMatch.trim() === '*') return undefined
  const tags = ifMatch.split(',').map((tag) => /^(?:W\/)?"(\d{1,9})"$/.exec(tag.trim())?.[1])
  if (tags.includes(undefined)) {
    throw Refusal.invalid('if-match-invalid', [], 'If-Match takes the ETag as it came, quotes included.')
  }
  return new Set(tags.map(Number))
}
