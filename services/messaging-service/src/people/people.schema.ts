import { z } from 'zod'

/** A person in a conversation, as the others see them. */
export const PersonView = z.object({ id: z.uuid(), username: z.string(), name: z.string() })
export type PersonView = z.infer<typeof PersonView>

/** A person as user-service tells of them. `revision` grows with each change of the profile. */
export interface Person extends PersonView {
  revision: number
}
