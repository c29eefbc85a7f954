import { S3Client } from '@aws-sdk/client-s3'
import { SettingsError } from '../../config/settings.js'
import { ObjectStoreUnavailable } from '../errors/object-store-unavailable.js'
import { portError } from './s3-errors.js'
import type { S3Settings } from './s3-settings.js'

/** Readings that clients drain slowly hold a connection each; puts must not wait for them. */
const MOST_CONNECTIONS = 256
const TRIES = 3

/** One store as all calls reach it: each with a deadline, tried again where that helps, its errors those of the port. */
export class S3Connection {
  readonly bucket: string
  /** For messages. */
  readonly where: string
  readonly deadline: number
  readonly client: S3Client
  /** Signs for the address that browsers use. */
  readonly publicClient: S3Client | undefined

  constructor(settings: S3Settings) {
    this.bucket = settings.S3_BUCKET
    this.where = `S3 at ${settings.S3_ENDPOINT ?? 'Amazon'}, bucket ${settings.S3_BUCKET},`
    this.deadline = settings.S3_TIMEOUT_SECONDS * 1000
    this.client = clientFor(settings, settings.S3_ENDPOINT)
    if (settings.S3_PUBLIC_ENDPOINT) this.publicClient = clientFor(settings, settings.S3_PUBLIC_ENDPOINT)
  }

  /**
   * Does one call. The signal ends it only until it has answered: what is read of the answer after that is not under
   * its deadline.
   * @param key of the object it is about, for ObjectNotFound
   */
  async call<Answer>(work: (signal: AbortSignal) => Promise<Answer>, key?: string, signal?: AbortSignal) {
    try {
      return await this.send(work, signal)
    } catch (error) {
      throw this.errorOf(error, key)
    }
  }

  /** As `call`, with the store's own errors. */
  async send<Answer>(work: (signal: AbortSignal) => Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted()
    const stop = new AbortController()
    const late = new ObjectStoreUnavailable(`${this.where} did not answer within ${this.deadline} ms.`)
    const timer = setTimeout(() => stop.abort(late), this.deadline)
    const onAbort = (): void => stop.abort(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    try {
      return await work(stop.signal)
    } catch (error) {
      throw stop.signal.aborted ? stop.signal.reason : error
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
  }

  errorOf(error: unknown, key?: string): Error {
    return error instanceof ObjectStoreUnavailable ? error : portError(error, this.where, key)
  }

  close(): void {
    this.client.destroy()
    this.publicClient?.destroy()
  }
}

function clientFor(settings: S3Settings, endpoint: string | undefined): S3Client {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = settings
  if (Boolean(accessKeyId) !== Boolean(secretAccessKey))
    throw new SettingsError('Settings S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: set both, or neither.')
  const checksums = settings.S3_CHECKSUMS === 'when_required' ? 'WHEN_REQUIRED' : 'WHEN_SUPPORTED'
  const agent = { maxSockets: MOST_CONNECTIONS, keepAlive: true }
  return new S3Client({
    endpoint,
    region: settings.S3_REGION,
    forcePathStyle: settings.S3_PATH_STYLE,
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    requestChecksumCalculation: checksums,
    responseChecksumValidation: checksums,
    maxAttempts: TRIES,
    requestHandler: { httpAgent: agent, httpsAgent: agent, connectionTimeout: 5000 },
  })
}
