import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { z } from 'zod'
import { PlainError } from './plain-error.js'
import { writeWhole } from './write-whole.js'

const BYTES = 32

const Stored = z.object({
  postgresPassword: z.string().min(1),
  internalKey: z.string().min(1),
  secretKey: z.string().min(1),
  sessionSecret: z.string().min(1),
})

type StoredSecrets = z.infer<typeof Stored>

/** What the modules need; the names are those of `startPlatform`. */
export type PlatformSecrets = Omit<StoredSecrets, 'postgresPassword'>

/** The environment variables that come before what is stored. */
const VARIABLES = {
  internalKey: 'QUARK_INTERNAL_KEY',
  secretKey: 'SECRET_KEY',
  sessionSecret: 'SESSION_SECRET',
} as const

/**
 * The secrets of one installation: 256 random bits each, kept in a file that only its owner may read. Prints as its name,
 * so that none gets into a log.
 */
export class Secrets {
  readonly #stored: StoredSecrets

  private constructor(stored: StoredSecrets) {
    this.#stored = stored
  }

  /** Reads the file, or makes it with new secrets. Throws PlainError when it is damaged: new ones would lock the data out. */
  static open(path: string): Secrets {
    if (!existsSync(path)) {
      const stored = Stored.parse(Object.fromEntries(Object.keys(Stored.shape).map((name) => [name, random()])))
      writeWhole(path, stored)
      return new Secrets(stored)
    }
    chmodSync(path, 0o600)
    return new Secrets(read(path))
  }

  /** The password of the embedded PostgreSQL's superuser. */
  get postgresPassword(): string {
    return this.#stored.postgresPassword
  }

  /** The modules' secrets: from the environment where it gives them, else the stored ones. */
  forPlatform(env: Record<string, string | undefined> = process.env): PlatformSecrets {
    const { internalKey, secretKey, sessionSecret } = this.#stored
    return {
      internalKey: env[VARIABLES.internalKey] || internalKey,
      secretKey: env[VARIABLES.secretKey] || secretKey,
      sessionSecret: env[VARIABLES.sessionSecret] || sessionSecret,
    }
  }

  toJSON(): string {
    return '[secrets]'
  }

  [inspect.custom](): string {
    return '[secrets]'
  }
}

function read(path: string): StoredSecrets {
  try {
    return Stored.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new PlainError(`${path} is damaged: put it back from a backup; without it the data cannot be opened.`)
  }
}

function random(): string {
  return randomBytes(BYTES).toString('base64url')
}
