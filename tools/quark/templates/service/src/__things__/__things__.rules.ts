import { Refusal } from '@quark/service-kit'

/** A person may have so many and no more. */
export function assertRoomForOne(owned: number, most: number): void {
  if (owned >= most)
    throw Refusal.conflict('too-many-__things__', `You have ${owned} already, and ${most} is the limit.`)
}
