import { createClient } from '@redis/client'
import type { Logger } from 'pino'
import { RedisSettings } from './redis-settings.js'

/** A command that takes longer is given up: whoever asks does without. */
const COMMAND_MS = 150
/** After one was given up nothing is asked for so long, so that not every request waits. */
const REST_MS = 1000
const RECONNECT_MS = 500

export type RedisClient = ReturnType<typeof createClient>

/**
 * The connection of a process to the Redis that replicas share. Nothing in it is needed: while it does not answer, caches
 * load and limits are counted by each process.
 */
export class RedisLink {
  private readonly client: RedisClient
  private opened = false
  private restUntil = 0
  private away = false

  constructor(
    url: string,
    private readonly log: Logger,
  ) {
    this.client = createClient({
      url,
      // Commands fail at once while there is no connection.
      disableOfflineQueue: true,
      socket: { connectTimeout: 2000, reconnectStrategy: RECONNECT_MS },
      pingInterval: 5000,
    })
    this.client.on('error', (error: Error) => this.note(error))
    this.client.on('ready', () => {
      if (this.away) this.log.info('Redis answers again')
      this.away = false
      this.restUntil = 0
    })
  }

  /** Begins to connect; nothing waits for it. The first attempt does so too. */
  open(): void {
    if (this.opened) return
    this.opened = true
    this.client.connect().catch((error: Error) => this.note(error))
  }

  /** Asks Redis something. @returns undefined when it does not answer in time */
  async attempt<Result>(work: (client: RedisClient) => Promise<Result>): Promise<Result | undefined> {
    this.open()
    if (!this.client.isReady || performance.now() < this.restUntil) return undefined
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new Error(`no answer in ${COMMAND_MS} ms`)), COMMAND_MS)
    try {
      return await Promise.race([work(this.client), late.promise])
    } catch (error) {
      this.restUntil = performance.now() + REST_MS
      this.note(error as Error)
      return undefined
    } finally {
      clearTimeout(timer)
    }
  }

  close(): void {
    if (this.opened) this.client.destroy()
  }

  /** Once for each time that it goes away. */
  private note(error: Error): void {
    if (this.away) return
    this.away = true
    this.log.warn({ err: error }, 'Redis does not answer: going on without it')
  }
}

/** The link that the settings ask for; undefined without `REDIS_URL`. @throws SettingsError */
export function linkRedis(env: NodeJS.ProcessEnv, log: Logger): RedisLink | undefined {
  const { REDIS_URL } = new RedisSettings(env)
  return REDIS_URL ? new RedisLink(REDIS_URL, log) : undefined
}
