import { Refusal } from '@quark/service-kit'
import type { MemberRow } from '../db/schema.js'

type Kind = 'direct' | 'group'

/** The two of a conversation of two in the order in which they are stored. */
export const pairOf = (one: string, other: string): [string, string] => (one < other ? [one, other] : [other, one])

/** @throws Refusal 409 `own-conversation` */
export function assertNotAlone(callerId: string, memberIds: readonly string[]): void {
  if (memberIds.every((id) => id === callerId)) {
    throw Refusal.conflict('own-conversation', 'You cannot have a conversation with yourself alone.')
  }
}

/** @throws Refusal 400 `title-missing` */
export function assertTitled(title: string | undefined): asserts title is string {
  if (title !== undefined) return
  const field = { field: 'title', code: 'empty', message: 'is what a group is called by' }
  throw Refusal.invalid('title-missing', [field], 'A group needs a title.')
}

/** @throws Refusal 409 `not-a-group` */
export function assertGroup(kind: Kind): void {
  if (kind === 'direct')
    throw Refusal.conflict('not-a-group', 'A conversation of two has no title, and nobody else comes in or leaves.')
}

/** @throws Refusal 403 `not-the-owner` */
export function assertOwner({ role }: Pick<MemberRow, 'role'>): void {
  if (role !== 'owner') throw Refusal.forbidden('not-the-owner', 'The owner of the group alone may do this.')
}

/** @throws Refusal 409 `too-many-members` */
export function assertRoomFor(count: number, most: number): void {
  if (count > most) throw Refusal.conflict('too-many-members', `A group has ${most} people at most.`)
}

/** @throws Refusal 403 `blocked` */
export function assertNotBlocked(blocked: boolean): void {
  if (blocked) throw Refusal.forbidden('blocked', 'One of you has blocked the other.')
}

/** Who owns a group when its owner leaves: who has been in it for the longest. */
export const heirOf = (members: readonly MemberRow[]): MemberRow | undefined =>
  members.toSorted((a, b) => a.joined_at.getTime() - b.joined_at.getTime() || (a.user_id < b.user_id ? -1 : 1))[0]

/** Somebody in a conversation. @param seq they see what comes after it */
export const newMember = (
  conversation_id: string,
  user_id: string,
  role: MemberRow['role'],
  joined_at: Date,
  seq = 0,
): MemberRow => ({ conversation_id, user_id, role, joined_seq: seq, read_seq: seq, joined_at })
