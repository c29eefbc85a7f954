import { error, json } from '@sveltejs/kit'
import { z } from 'zod'
import type { Post } from '#lib/api-types.ts'
import { ApiError } from '#lib/server/api-error.ts'
import type { RequestHandler } from './$types'

const Draft = z.strictObject({
  title: z.string(),
  html: z.string(),
  tags: z.array(z.string()),
  // A page that was opened before there were covers sends none, and the post keeps its own.
  coverMediaId: z.uuid().nullable().optional(),
})

/**
 * Saves a post for the editor: `{ title, html, tags, coverMediaId }` with `If-Match`; answers `{ revision }`.
 * 412 `{ theirs }` when it was changed elsewhere; other refusals `{ code }` with the status of the API.
 */
export const PUT: RequestHandler = async ({ locals, params, request, url }) => {
  // SvelteKit checks the origin of forms; this is JSON, so it is checked here.
  if (request.headers.get('origin') !== url.origin) error(403, 'foreign origin')
  if (!locals.session) return json({ code: '401.text' }, { status: 401 })
  const draft = Draft.safeParse(await request.json().catch(() => undefined))
  const etag = request.headers.get('if-match')
  if (!draft.success || !etag) return json({ code: 'invalid-request' }, { status: 400 })
  try {
    const { revision } = await locals.api.updatePost(params.id, draft.data, etag)
    return json({ revision })
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure
    if (failure.status === 412) return json({ theirs: editable(await locals.api.post(params.id)) }, { status: 412 })
    return json({ code: reasonOf(failure) }, { status: failure.status })
  }
}

/** The editor has one line for a refusal, so the field at fault goes into the code. */
function reasonOf({ code, fields }: ApiError): string {
  if (Object.keys(fields).some((field) => field.startsWith('tags'))) return 'tag-invalid'
  return fields.html === 'too-big' ? 'html-too-big' : code
}

const editable = ({ title, html, tags, cover, revision }: Post) => ({
  title,
  html,
  tags,
  coverMediaId: cover?.id ?? null,
  revision,
})
