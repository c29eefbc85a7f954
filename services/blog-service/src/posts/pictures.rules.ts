import { type FieldError, Refusal } from '@quark/service-kit'
import type { Picture } from '../db/schema.js'

/** What a post shows: its cover, and the uploaded pictures of its text. */
export interface Shown {
  readonly cover: Picture | null
  readonly pictures: readonly Picture[]
}

/** What a post is to show. */
export interface Wanted {
  readonly mediaIds: readonly string[]
  readonly coverMediaId: string | null
}

export const idsOf = ({ mediaIds, coverMediaId }: Wanted): string[] => [
  ...new Set(coverMediaId === null ? mediaIds : [...mediaIds, coverMediaId]),
]

export const picturesOf = ({ cover, pictures }: Shown): Picture[] => [...pictures, ...(cover ? [cover] : [])]

/** The ids of what a post shows, each once, in order: the same set gives the same list. */
export const shownIds = (shown: Shown): string[] => [...new Set(picturesOf(shown).map(({ id }) => id))].sort()

/**
 * Chooses what a post shows of the pictures that are known. A file of somebody else is not told from one that is not there.
 * @throws Refusal 400 `media-not-found`
 */
export function shownOf({ mediaIds, coverMediaId }: Wanted, known: readonly Picture[]): Shown {
  const byId = new Map(known.map((picture) => [picture.id, picture]))
  const cover = coverMediaId === null ? null : byId.get(coverMediaId)
  const pictures = mediaIds.flatMap((id) => byId.get(id) ?? [])
  const missing = mediaIds.find((id) => !byId.has(id))
  if (cover === undefined) throw notFound('coverMediaId', coverMediaId)
  if (missing !== undefined) throw notFound('html', missing)
  return { cover, pictures }
}

function notFound(field: string, id: string | null): Refusal {
  const error: FieldError = { field, code: 'media-not-found', message: `names ${id}, which is no image of yours` }
  return Refusal.invalid('media-not-found', [error], 'A post shows images that its author uploaded. Upload it again.')
}
