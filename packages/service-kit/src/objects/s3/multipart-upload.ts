import { CompleteMultipartUploadCommand, CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3'
import { abortUpload } from './abort-upload.js'
import type { S3Connection } from './s3-connection.js'

const MOST_PARTS = 10_000

/**
 * An upload in parts, which is not seen before `complete`. Of our own, since the SDK's `Upload` rejects on an abort
 * before it has cleaned up, and an object must not be half there when `put` has answered.
 */
export class MultipartUpload {
  private readonly parts: { PartNumber: number; ETag: string | undefined }[] = []
  /** The part that is on its way while the next is filled. */
  private pending: Promise<void> = Promise.resolve()

  private constructor(
    private readonly store: S3Connection,
    private readonly target: { Bucket: string; Key: string; UploadId: string | undefined },
    private readonly signal: AbortSignal | undefined,
  ) {}

  static async begin(store: S3Connection, key: string, contentType: string, signal?: AbortSignal) {
    const target = { Bucket: store.bucket, Key: key }
    // Not ended by the caller's signal: an upload whose id is never learnt could not be taken back.
    const { UploadId } = await store.call((abortSignal) =>
      store.client.send(new CreateMultipartUploadCommand({ ...target, ContentType: contentType }), { abortSignal }),
    )
    return new MultipartUpload(store, { ...target, UploadId }, signal)
  }

  /** Answers when the part before is there. The buffer must stay as it is until the next call has answered. */
  async add(bytes: Buffer): Promise<void> {
    await this.pending
    const PartNumber = this.parts.length + 1
    if (PartNumber > MOST_PARTS)
      throw new RangeError(`The object is too large for S3: more than ${MOST_PARTS} parts of ${bytes.length} bytes.`)
    const part: (typeof this.parts)[number] = { PartNumber, ETag: undefined }
    this.parts.push(part)
    this.pending = this.store
      .call(
        (abortSignal) =>
          this.store.client.send(new UploadPartCommand({ ...this.target, PartNumber, Body: bytes }), { abortSignal }),
        undefined,
        this.signal,
      )
      .then(({ ETag }) => {
        part.ETag = ETag
      })
    // It is told by the next call.
    this.pending.catch(() => {})
  }

  /** Answers when every part is there. */
  sent(): Promise<void> {
    return this.pending
  }

  async complete(): Promise<void> {
    await this.store.call((abortSignal) =>
      this.store.client.send(
        new CompleteMultipartUploadCommand({ ...this.target, MultipartUpload: { Parts: this.parts } }),
        { abortSignal },
      ),
    )
  }

  /** Takes everything back. It may be gone: completed, and the answer was lost. */
  async abort(): Promise<void> {
    // A part that arrives after the abort would stay.
    await this.pending.catch(() => {})
    await abortUpload(this.store, this.target)
  }
}
