import { z } from 'zod'
import { defineEvent } from '../define-event.js'

/** What other people see of a person changed. Carries the whole public state, so a late copy can be told by `revision`. */
export const UserUpdated = defineEvent(
  'user.updated',
  { stream: 'auth' },
  {
    userId: z.uuid(),
    username: z.string(),
    name: z.string(),
    locale: z.enum(['en', 'ru']),
    /** Grows with each change; a consumer ignores one that is not above what it has. */
    revision: z.int(),
    /** Path of a small square picture of them on the site; null without one. Absent from what was told before there were pictures. */
    avatarUrl: z.string().nullable().optional(),
  },
)

/** A person chose another picture of themselves, or none. Tells media-service what is in use; others want `user.updated`. */
export const UserAvatarChanged = defineEvent(
  'user.avatar-changed',
  { stream: 'auth' },
  { userId: z.uuid(), mediaId: z.uuid().nullable(), revision: z.int() },
)

/** A person deleted their account. Whoever keeps anything of theirs removes it, follows from and to them included. */
export const UserDeleted = defineEvent('user.deleted', { stream: 'auth' }, { userId: z.uuid() })

/** Somebody began to follow a person. */
export const UserFollowed = defineEvent(
  'user.followed',
  { stream: 'auth' },
  { followerId: z.uuid(), followedId: z.uuid(), followedAt: z.iso.datetime() },
)

/** Somebody no longer follows a person, by their own will: a deleted account is told of by `user.deleted` alone. */
export const UserUnfollowed = defineEvent(
  'user.unfollowed',
  { stream: 'auth' },
  { followerId: z.uuid(), followedId: z.uuid() },
)
