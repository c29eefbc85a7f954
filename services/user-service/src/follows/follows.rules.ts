import { Refusal } from '@quark/service-kit'

export function assertNotSelf(callerId: string, id: string): void {
  if (callerId === id) throw Refusal.conflict('own-follow', 'You cannot follow yourself.')
}

/** @param following how many people the caller follows already */
export function assertRoomToFollow(following: number, most: number): void {
  if (following >= most) throw Refusal.conflict('too-many-follows', `You follow ${most} people, which is the most.`)
}
