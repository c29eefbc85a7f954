import { z } from 'zod'
import { defineEvent } from '../define-event.js'

/** Somebody made a new one. Emitted once for each. */
export const __Thing__Created = defineEvent(
  '__thing__.created',
  { stream: 'posts' },
  {
    __thingId__: z.uuid(),
    ownerId: z.uuid(),
    title: z.string(),
  },
)
