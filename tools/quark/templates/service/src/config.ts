import { Settings } from '@quark/service-kit'
import { z } from 'zod'

/** What this module reads from the environment, beyond the kit's own settings. */
export class __Thing__Config extends Settings({
  __THINGS___PER_PERSON: z.coerce
    .number()
    .int()
    .min(1)
    .default(1000)
    .describe('How many __words__ one person may have.'),
}) {}
