import { CopyObjectCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import type { MeasuredContent } from '../measured-content.js'
import type { ObjectName, PutOptions, StoredObject } from '../object-store.js'
import { MultipartUpload } from './multipart-upload.js'
import { PartBuffers } from './part-buffers.js'
import type { S3Connection } from './s3-connection.js'
import type { S3Keys } from './s3-keys.js'

/** CopyObject copies no more. */
const MOST_COPIED = 5 * 1024 ** 3

/**
 * One put. What fits into one part is sent at once, under its name. What does not goes up in parts: under its name, or,
 * when that is made of the content, under a temporary one, from which the store itself copies it. It is not spooled to
 * disk, since a container has none to speak of.
 */
export class S3Put {
  private upload: MultipartUpload | undefined
  private temporary: string | undefined
  /** From here on there may be an object under the temporary name. */
  private completing = false

  constructor(
    private readonly store: S3Connection,
    private readonly keys: S3Keys,
    private readonly name: ObjectName,
    private readonly options: PutOptions,
  ) {}

  async run(content: MeasuredContent): Promise<StoredObject> {
    try {
      return await this.send(content)
    } catch (error) {
      await this.takeBack()
      throw error
    }
  }

  private async send(content: MeasuredContent): Promise<StoredObject> {
    const buffers = new PartBuffers()
    for await (const chunk of content.chunks())
      for (const part of buffers.fill(chunk)) await (await this.begun()).add(part)
    const last = buffers.rest()
    const stored = content.finish()
    if (!this.upload) {
      await this.sendWhole(stored.key, last)
      return stored
    }
    if (last.length > 0) await this.upload.add(last)
    await this.upload.sent()
    if (this.temporary && stored.size > MOST_COPIED)
      throw new RangeError(`S3 cannot name an object of ${stored.size} bytes by its content: ${MOST_COPIED} at most.`)
    this.options.signal?.throwIfAborted()
    this.completing = true
    await this.upload.complete()
    this.upload = undefined
    if (this.temporary) await this.copy(this.temporary, stored.key)
    return stored
  }

  private async begun(): Promise<MultipartUpload> {
    if (this.upload) return this.upload
    if (typeof this.name !== 'string') this.temporary = this.keys.temporary()
    const key = typeof this.name === 'string' ? this.keys.of(this.name) : (this.temporary as string)
    this.upload = await MultipartUpload.begin(this.store, key, this.options.contentType, this.options.signal)
    return this.upload
  }

  private async sendWhole(key: string, bytes: Buffer): Promise<void> {
    const object = { Bucket: this.store.bucket, Key: this.keys.of(key), ContentType: this.options.contentType }
    await this.store.call(
      (abortSignal) => this.store.client.send(new PutObjectCommand({ ...object, Body: bytes }), { abortSignal }),
      undefined,
      this.options.signal,
    )
  }

  private async copy(from: string, to: string): Promise<void> {
    const { bucket, client } = this.store
    const CopySource = `${bucket}/${from}`
    await this.store.call((abortSignal) =>
      client.send(new CopyObjectCommand({ Bucket: bucket, Key: this.keys.of(to), CopySource }), { abortSignal }),
    )
    await this.removeTemporary()
  }

  private async takeBack(): Promise<void> {
    await this.upload?.abort()
    if (this.temporary && this.completing) await this.removeTemporary()
  }

  private async removeTemporary(): Promise<void> {
    const object = { Bucket: this.store.bucket, Key: this.temporary }
    await this.store.call((abortSignal) => this.store.client.send(new DeleteObjectCommand(object), { abortSignal }))
    this.temporary = undefined
  }
}
