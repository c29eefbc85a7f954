import { Text } from '@quark/service-kit'
import { z } from 'zod'
import { Email, LocaleSchema } from '../accounts/accounts.schema.js'
import { Password } from '../passwords/passwords.schema.js'

/** What a username and a name may be is decided by user-service. Without a name the username is shown. */
export const Registration = z.strictObject({
  email: Email,
  username: Text({ min: 1, max: 100 }),
  password: Password,
  name: Text({ max: 80 }).optional(),
  locale: LocaleSchema.default('en'),
})
export type Registration = z.infer<typeof Registration>
