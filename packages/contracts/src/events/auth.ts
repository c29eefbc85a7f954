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
