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
  PAGE_CACHE_MB: z.coerce
    .number()
    .int()
    .min(0)
    .max(4096)
    .default(32)
    .describe(
      'Megabytes of rendered public pages that each replica keeps for readers without a session; 0 keeps none.',
    ),
  PAGE_CACHE_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(60)
    .describe('Seconds after which such a page is rendered anew, even when nothing told that it changed.'),
}) {}
