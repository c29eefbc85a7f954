import { Settings } from '@quark/service-kit'
import { z } from 'zod'
import { Networks } from './edge/networks.js'

const list = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)

/** `10.0.0.0/8, ::1` as a set of addresses. */
const networks = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text, ctx) => {
      try {
        return new Networks(list(text))
      } catch (error) {
        ctx.addIssue((error as Error).message)
        return z.NEVER
      }
    })

const origin = z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, {
  error: 'must be origins like https://quark.example, without a path, separated by commas',
})

/** What the gateway reads beyond the kit's own settings. */
export class GatewayConfig extends Settings({
  RATE_LIMIT_PER_HOUR: z.coerce
    .number()
    .int()
    .min(1)
    .default(1000)
    .describe('Requests that one client address may make in an hour.'),
  ROUTE_LIMIT_FACTOR: z.coerce
    .number()
    .positive()
    .default(1)
    .describe('The limits of the manifests are multiplied by it; more than 1 is for tests and load.'),
  CORS_ORIGINS: z
    .string()
    .default('https://quark.com,http://localhost:3000')
    .transform(list)
    .pipe(z.array(origin))
    .describe('Origins whose pages may call the API from a browser, separated by commas.'),
  TRUSTED_PROXIES: networks('').describe(
    'Addresses or networks (10.0.0.0/8) of the proxies in front, whose X-Forwarded-For and -Proto are believed.',
  ),
  METRICS_FROM: networks('127.0.0.0/8,::1').describe('Addresses or networks that may read /metrics.'),
  UPSTREAM_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(30_000)
    .describe('Milliseconds that a module in another process may take until its answer begins.'),
}) {}
