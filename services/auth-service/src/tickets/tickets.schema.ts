import { z } from 'zod'

/** `expiresIn`: seconds within which the ticket must be used. */
export const SocketTicket = z.object({ ticket: z.string(), expiresIn: z.int() })
export type SocketTicket = z.infer<typeof SocketTicket>
