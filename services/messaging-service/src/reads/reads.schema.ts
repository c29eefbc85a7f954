import { z } from 'zod'

/** Everything up to this message has been read. PostgreSQL counts them in 32 bits. */
export const ReadMark = z.strictObject({ seq: z.int().min(1).max(2_147_483_647) })
export type ReadMark = z.infer<typeof ReadMark>
