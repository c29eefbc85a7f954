import { ObjectStoreFull, ObjectStoreUnavailable, Refusal } from '@quark/service-kit'

const MB = 1024 * 1024

export const overQuota = (quotaMb: number): Refusal =>
  new Refusal(413, 'quota-exceeded', {
    detail: `With this file you would have uploaded more than ${quotaMb} MB. Delete something first.`,
  })

export const tooLarge = (limit: number): Refusal =>
  new Refusal(413, 'file-too-large', { detail: `A file of this kind may have ${limit / MB} MB at most.` })

/** What a store that cannot take a file is to the person; any other error as it is. */
export function refuseStore(error: unknown): unknown {
  if (error instanceof ObjectStoreUnavailable) return Refusal.unavailable('object-store')
  if (!(error instanceof ObjectStoreFull)) return error
  return new Refusal(507, 'storage-full', { detail: 'There is no space left for this file. Try again later.' })
}
