import { Settings } from '@quark/service-kit'
import { z } from 'zod'

export class BffConfig extends Settings({
  ANSWER_DEADLINE_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(10_000)
    .default(800)
    .describe('Milliseconds in which a page has its answer; what other modules have not said by then is left out.'),
}) {}
