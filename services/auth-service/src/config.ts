import { Settings, SettingsError } from '@quark/service-kit'
import { z } from 'zod'

const count = (fallback: number, min = 1) => z.coerce.number().int().min(min).default(fallback)

/** A cost below this is for tests alone. */
const MIN_BCRYPT_COST = 10

export class AuthConfig extends Settings({
  SECRET_KEY: z
    .string()
    .min(32)
    .describe(
      'Secret of at least 32 characters that seals the signing keys and marks refresh tokens. Keep it: with another one new keys are made, and a stolen refresh token no longer ends its session.',
    ),
  NODE_ENV: z.string().optional().describe('`test` allows a BCRYPT_COST below 10.'),
  BCRYPT_COST: z.coerce
    .number()
    .int()
    .min(4)
    .max(16)
    .default(12)
    .describe(
      'Cost of a password hash; one more doubles its time. Hashes made with another cost are renewed at the next login.',
    ),
  ACCESS_TOKEN_SECONDS: count(900).describe('How long an access token is good for.'),
  REFRESH_DAYS: count(30).describe('Days after which a session that is not used ends.'),
  REFRESH_GRACE_SECONDS: count(10, 0).describe(
    'For so long a refresh token that was just used gives the same new pair again; later its use ends the session.',
  ),
  SESSIONS_MAX: count(50).describe('Sessions a person has at most; the one unused for longest gives way.'),
  KEY_ROTATION_DAYS: count(30).describe('Days for which one key signs access tokens.'),
  KEY_LEAD_MINUTES: count(60).describe('Minutes for which a new key is published before it signs.'),
  KEY_CHECK_SECONDS: count(60).describe('How often a replica looks for new keys and whether one is due.'),
  LOGIN_FAILURES: count(10).describe('Wrong passwords for one login from one address, before it has to wait.'),
  LOGIN_FAILURES_SECONDS: count(900).describe('Seconds in which they are counted.'),
  REGISTRATION_SWEEP_SECONDS: count(60).describe('How often registrations that were cut off are looked for.'),
  REGISTRATION_SETTLE_SECONDS: count(30, 0).describe('How old a registration is before it counts as cut off.'),
}) {
  constructor(env: NodeJS.ProcessEnv) {
    super(env)
    if (this.BCRYPT_COST < MIN_BCRYPT_COST && this.NODE_ENV !== 'test') {
      throw new SettingsError(
        `Setting BCRYPT_COST: must be at least ${MIN_BCRYPT_COST}; only NODE_ENV=test may go lower.`,
      )
    }
  }
}
