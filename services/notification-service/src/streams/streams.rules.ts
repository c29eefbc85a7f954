import { Refusal } from '@quark/service-kit'

/** `Last-Event-ID` of a client that comes back. @throws Refusal 400 for one that no stream gave out */
export function placeIn(lastEventId: string | undefined): number | undefined {
  if (lastEventId === undefined || lastEventId === '') return undefined
  const place = Number(lastEventId)
  if (/^\d{1,10}$/.test(lastEventId) && place <= 2_147_483_647) return place
  const message = 'is not an id of this stream; leave it out to begin anew'
  throw Refusal.invalid('invalid-request', [{ field: 'Last-Event-ID', code: 'invalid', message }])
}

/** @throws Refusal 429 when the person has that many open */
export function assertRoom(open: number, most: number): void {
  if (open < most) return
  const detail = `You have ${most} streams open. Close one; a page that nobody looks at needs none.`
  throw new Refusal(429, 'too-many-streams', { detail, retryAfter: 30 })
}
