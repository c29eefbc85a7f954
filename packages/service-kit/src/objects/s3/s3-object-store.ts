import type { Readable } from 'node:stream'
import { addAbortSignal } from 'node:stream'
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { assertRange } from '../byte-range.js'
import { ObjectStoreUnavailable } from '../errors/object-store-unavailable.js'
import { RangeNotSatisfiable } from '../errors/range-not-satisfiable.js'
import { MeasuredContent } from '../measured-content.js'
import {
  type GetOptions,
  type ListedObject,
  type ObjectContent,
  type ObjectInfo,
  type ObjectName,
  ObjectStore,
  type PresignOptions,
  type PutOptions,
  type StoredObject,
} from '../object-store.js'
import { S3Body } from './s3-body.js'
import { S3Connection } from './s3-connection.js'
import { isStatus } from './s3-errors.js'
import { S3Keys } from './s3-keys.js'
import { S3Put } from './s3-put.js'
import { infoOf, rangeHeader, spanOfAnswer } from './s3-range.js'
import type { S3Settings } from './s3-settings.js'
import { removeHalfPuts } from './s3-sweep.js'

const HOUR = 3_600_000
const DELETED_AT_ONCE = 1000
const LONGEST_PRESIGN = 7 * 24 * 3600

/** Keeps objects in a bucket of an S3-compatible store, below `PREFIX MODULE/`. For any number of machines. */
export class S3ObjectStore extends ObjectStore {
  private readonly store: S3Connection
  private readonly keys: S3Keys

  /** @param safeAge milliseconds after which a put that has not ended is taken for one of a process that has */
  constructor(
    settings: S3Settings,
    module: string,
    private readonly safeAge = 24 * HOUR,
  ) {
    super()
    this.store = new S3Connection(settings)
    this.keys = new S3Keys(settings.S3_PREFIX, module)
  }

  async open(): Promise<void> {
    await this.makeBucket()
    await removeHalfPuts(this.store, this.keys, new Date(Date.now() - this.safeAge))
  }

  async close(): Promise<void> {
    this.store.close()
  }

  async put(name: ObjectName, content: Readable, options: PutOptions): Promise<StoredObject> {
    const measured = new MeasuredContent(name, content, options)
    try {
      return await new S3Put(this.store, this.keys, name, options).run(measured)
    } catch (error) {
      throw measured.abandon(error)
    }
  }

  async get(key: string, { range, signal }: GetOptions = {}): Promise<ObjectContent> {
    if (range) assertRange(range)
    signal?.throwIfAborted()
    const object = this.object(key)
    // S3 has no way to ask for the last 0 bytes.
    if (range && 'suffix' in range && range.suffix === 0) throw await this.unsatisfiable(key)
    try {
      const command = new GetObjectCommand({ ...object, Range: range && rangeHeader(range) })
      const answer = await this.store.send((abortSignal) => this.store.client.send(command, { abortSignal }), signal)
      const { span, size } = spanOfAnswer(answer, key, range)
      const failure = (cause: unknown) => this.store.errorOf(cause)
      const stream = new S3Body(answer.Body as Readable, this.store.deadline, failure)
      if (signal) addAbortSignal(signal, stream)
      return { ...infoOf(answer, key, size), range: span, stream }
    } catch (error) {
      if (error instanceof RangeNotSatisfiable || signal?.aborted) throw error
      throw isStatus(error, 416) ? await this.unsatisfiable(key) : this.store.errorOf(error, key)
    }
  }

  async head(key: string): Promise<ObjectInfo> {
    const command = new HeadObjectCommand(this.object(key))
    const answer = await this.store.call((abortSignal) => this.store.client.send(command, { abortSignal }), key)
    return infoOf(answer, key, answer.ContentLength ?? 0)
  }

  async delete(key: string): Promise<void> {
    const command = new DeleteObjectCommand(this.object(key))
    await this.store.call((abortSignal) => this.store.client.send(command, { abortSignal }))
  }

  async deleteMany(keys: Iterable<string>): Promise<void> {
    const all = Array.from(keys, (key) => ({ Key: this.keys.of(key) }))
    for (let first = 0; first < all.length; first += DELETED_AT_ONCE) {
      const Delete = { Objects: all.slice(first, first + DELETED_AT_ONCE), Quiet: true }
      const command = new DeleteObjectsCommand({ Bucket: this.store.bucket, Delete })
      const { Errors } = await this.store.call((abortSignal) => this.store.client.send(command, { abortSignal }))
      const [error] = Errors ?? []
      if (error) throw new ObjectStoreUnavailable(`${this.store.where} did not delete ${error.Key}: ${error.Message}.`)
    }
  }

  async *list(prefix: string): AsyncGenerator<ListedObject> {
    const asked = { Bucket: this.store.bucket, Prefix: this.keys.beginning(prefix), EncodingType: 'url' as const }
    let page: ListObjectsV2CommandOutput | undefined
    do {
      const command = new ListObjectsV2Command({ ...asked, ContinuationToken: page?.NextContinuationToken })
      page = await this.store.call((abortSignal) => this.store.client.send(command, { abortSignal }))
      for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? [])
        yield { key: this.keys.decode(Key), size: Size, modifiedAt: LastModified }
    } while (page.IsTruncated)
  }

  async presignGet(key: string, { expiresInSeconds, contentDisposition }: PresignOptions): Promise<string | undefined> {
    const object = { ...this.object(key), ResponseContentDisposition: contentDisposition }
    if (!Number.isInteger(expiresInSeconds) || expiresInSeconds < 1 || expiresInSeconds > LONGEST_PRESIGN)
      throw new TypeError(`An address cannot be good for ${expiresInSeconds} seconds: 1 to ${LONGEST_PRESIGN}.`)
    if (!this.store.publicClient) return undefined
    return getSignedUrl(this.store.publicClient, new GetObjectCommand(object), { expiresIn: expiresInSeconds })
  }

  async check(): Promise<void> {
    await this.store.call((abortSignal) => this.store.client.send(this.headBucket(), { abortSignal }))
  }

  private async makeBucket(): Promise<void> {
    try {
      await this.store.send((abortSignal) => this.store.client.send(this.headBucket(), { abortSignal }))
    } catch (error) {
      if (!isStatus(error, 404)) throw this.store.errorOf(error)
      const command = new CreateBucketCommand({ Bucket: this.store.bucket })
      try {
        await this.store.send((abortSignal) => this.store.client.send(command, { abortSignal }))
      } catch (refusal) {
        // Another process that starts may have been faster.
        if (!isStatus(refusal, 409)) throw this.store.errorOf(refusal)
        await this.check()
      }
    }
  }

  private async unsatisfiable(key: string): Promise<RangeNotSatisfiable> {
    return new RangeNotSatisfiable(key, (await this.head(key)).size)
  }

  private headBucket = () => new HeadBucketCommand({ Bucket: this.store.bucket })
  private object = (key: string) => ({ Bucket: this.store.bucket, Key: this.keys.of(key) })
}
