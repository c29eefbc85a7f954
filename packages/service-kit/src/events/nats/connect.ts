import { setTimeout as pause } from 'node:timers/promises'
import { JetStreamApiError } from '@nats-io/jetstream'
import { type ConnectionOptions, connect, errors, type NatsConnection } from '@nats-io/transport-node'
import type { Logger } from 'pino'
import { errorMessage, PlainError } from '../../embedded/plain-error.js'
import { readNatsAddress, shownAddress } from './nats-address.js'

/** What the driver is written for: filters by several subjects came with 2.10. */
const OLDEST = [2, 10] as const
/** How long a server that does not answer is waited for at start: less than `quark up --separate` waits for a module. */
const PATIENCE_MS = 45_000
const AGAIN_MS = 1000
const LOST_AFTER_PINGS = { pingInterval: 5000, maxPingOut: 2 }

export interface WaitOptions {
  readonly url: string
  readonly log: Logger
  /** Milliseconds after which a server that does not answer is given up. */
  readonly patienceMs?: number
}

/**
 * Connects to the first server that answers and makes it ready. Afterwards the connection comes back by itself, for ever.
 * @param prepare what has to work before the connection is of use; it may run several times
 * @throws PlainError when none is ready in time; at once when it is too old, has no JetStream, or refuses what is asked
 */
export async function waitForNats<Ready>(
  { url, log, patienceMs = PATIENCE_MS }: WaitOptions,
  prepare: (connection: NatsConnection) => Promise<Ready>,
): Promise<Ready> {
  const end = Date.now() + patienceMs
  for (;;) {
    let connection: NatsConnection | undefined
    try {
      // A server that changes its users refuses for a moment: that is no reason to give up for good.
      connection = await connectOnce(url, 'quark', { maxReconnectAttempts: -1, ignoreAuthErrorAbort: true })
      return await prepare(connection)
    } catch (error) {
      await connection?.close()
      if (error instanceof PlainError) throw error
      const reason = errorMessage(error)
      if (isRefusal(error)) throw new PlainError(`NATS at ${shownAddress(url)} refuses: ${reason}.`)
      if (Date.now() >= end)
        throw new PlainError(
          `NATS at ${shownAddress(url)} was not ready in ${patienceMs / 1000} s (${reason}). Start it, or correct NATS_URL.`,
        )
      log.warn({ reason }, `NATS at ${shownAddress(url)} is not ready, it is tried again every second`)
      await pause(AGAIN_MS)
    }
  }
}

/**
 * Connects in one go.
 * @throws PlainError for a server that is too old, has no JetStream, or does not know the user
 */
export async function connectOnce(url: string, name: string, options: ConnectionOptions): Promise<NatsConnection> {
  const connection = await connect({
    ...readNatsAddress(url),
    name,
    reconnectTimeWait: 250,
    timeout: 5000,
    // A machine that is gone without a word is noticed after some ten seconds.
    ...LOST_AFTER_PINGS,
    ...options,
  }).catch((error: unknown) => {
    throw error instanceof errors.AuthorizationError
      ? new PlainError(`NATS at ${shownAddress(url)} does not accept the user or token in NATS_URL. Correct it.`)
      : error
  })
  const complaint = complaintOf(connection)
  if (!complaint) return connection
  await connection.close()
  throw new PlainError(`NATS at ${shownAddress(url)} ${complaint}`)
}

function complaintOf({ info }: NatsConnection): string | undefined {
  const [major = 0, minor = 0] = (info?.version ?? '').split('.').map(Number)
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return `is version ${info?.version}; Quark needs ${OLDEST.join('.')} or newer. Upgrade the server.`
  }
  if (!info?.jetstream) return 'has no JetStream. Start it with --jetstream and a folder to keep its data in.'
  return undefined
}

/** JetStream understood and said no; what passes by itself (a cluster that chooses its leader) is a 503. */
const isRefusal = (error: unknown): boolean => error instanceof JetStreamApiError && error.status !== 503
