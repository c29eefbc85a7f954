import { Settings } from '@quark/service-kit'
import { z } from 'zod'

export class WebConfig extends Settings({
  SESSION_SECRET: z
    .string()
    .min(16)
    .describe('Secret that the tokens in browser sessions are sealed with. The same in every replica.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional()
    .describe('Address that readers use, like https://quark.example. Taken from each request when unset.'),
}) {}
