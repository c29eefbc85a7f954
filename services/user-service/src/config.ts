import { Settings } from '@quark/service-kit'
import { z } from 'zod'

export class UserConfig extends Settings({
  USERNAME_HOLD_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .default(30)
    .describe('Days for which a username that was changed or deleted is given to nobody else.'),
  FOLLOWS_PER_PERSON: z.coerce.number().int().min(1).default(5000).describe('How many people one person may follow.'),
}) {}
