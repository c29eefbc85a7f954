import { z } from 'zod'
import { defineEvent } from '../define-event.js'

/** A person finished registering: account and profile exist and they may sign in. Emitted once per person. */
export const UserCreated = defineEvent(
  'user.created',
  { stream: 'auth' },
  {
    userId: z.uuid(),
    username: z.string(),
    name: z.string(),
    locale: z.enum(['en', 'ru']),
  },
)

/**
 * A session was ended before its time: by a logout, from another device, by a new password, because a used refresh token came
 * again, or by newer sessions than a person may have. Whoever holds something open for it closes that. The sessions of a deleted account end with
 * `user.deleted` alone, and one that nobody used for long ends silently.
 */
export const SessionEnded = defineEvent('session.ended', { stream: 'auth' }, { sessionId: z.uuid(), userId: z.uuid() })
