import { setTimeout as pause } from 'node:timers/promises'
import { type ConnectionOptions, connect, type NatsConnection } from '@nats-io/transport-node'
import type { Logger } from 'pino'
import { PlainError } from '../../embedded/plain-error.js'

/** What the driver is written for: filters by several subjects and metadata of consumers came with 2.10. */
const OLDEST = [2, 10] as const
/** How long a server that does not answer is waited for at start. */
const PATIENCE_MS = 60_000
const AGAIN_MS = 1000

/**
 * Connects to the first server that answers.
 * @param url one or more addresses with commas; user and password, or a token, may be in each of them
 * @throws PlainError when none answers within a minute, when it is too old or has no JetStream
 */
export async function connectToNats(url: string, name: string, log: Logger): Promise<NatsConnection> {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await connectOnce(url, name, { maxReconnectAttempts: -1 })
    } catch (error) {
      if (error instanceof PlainError) throw error
      const reason = (error as Error).message
      if (Date.now() >= end)
        throw new PlainError(
          `NATS at ${shown(url)} did not answer in ${PATIENCE_MS / 1000} s (${reason}). Start it, or correct NATS_URL.`,
        )
      log.warn({ reason }, `NATS at ${shown(url)} does not answer yet, it is tried again every second`)
      await pause(AGAIN_MS)
    }
  }
}

/** As `connectToNats`, in one go. */
export async function connectOnce(url: string, name: string, options: ConnectionOptions): Promise<NatsConnection> {
  const connection = await connect({
    ...optionsOf(url),
    name,
    ignoreClusterUpdates: false,
    reconnectTimeWait: 250,
    timeout: 5000,
    ...options,
  })
  const complaint = complaintOf(connection)
  if (!complaint) return connection
  await connection.close()
  throw new PlainError(`NATS at ${shown(url)} ${complaint}`)
}

function complaintOf({ info }: NatsConnection): string | undefined {
  const [major = 0, minor = 0] = (info?.version ?? '').split('.').map(Number)
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return `is version ${info?.version}; Quark needs ${OLDEST.join('.')} or newer. Upgrade the server.`
  }
  if (!info?.jetstream) return 'has no JetStream. Start it with --jetstream and a folder to keep its data in.'
  return undefined
}

function optionsOf(urls: string): ConnectionOptions {
  const all = urls.split(',').map((url) => new URL(url.trim()))
  const { username, password } = all.find((url) => url.username) ?? { username: '', password: '' }
  const secret = password
    ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
    : { token: decodeURIComponent(username) }
  return {
    servers: all.map(({ hostname, port }) => `${hostname}:${port || 4222}`),
    ...(username ? secret : {}),
    ...(all.some(({ protocol }) => protocol === 'tls:') ? { tls: {} } : {}),
  }
}

/** Addresses without what nobody else may read. */
const shown = (urls: string): string => urls.replace(/\/\/[^@/,]*@/g, '//')
