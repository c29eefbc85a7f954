import { createHash } from 'node:crypto'
import { addAbortSignal, type Readable } from 'node:stream'
import { ContentLengthMismatch } from './errors/content-length-mismatch.js'
import { assertKey } from './object-keys.js'
import type { Measured, ObjectName, PutOptions } from './object-store.js'

const MEDIA_TYPE = /^[\x21-\x7e]+\/[\x20-\x7e]+$/

/** What a put stores: counted, hashed and checked while it is read. */
export class MeasuredContent {
  private readonly hash = createHash('sha256')
  private size = 0

  /** @throws InvalidObjectKey, TypeError: for what the code that calls got wrong; the stream is then destroyed */
  constructor(
    private readonly name: ObjectName,
    private readonly content: Readable,
    private readonly options: PutOptions,
  ) {
    try {
      if (typeof name === 'string') assertKey(name)
      assertMediaType(options.contentType)
    } catch (error) {
      content.destroy()
      throw error
    }
    // Who iterates is told of errors; one that comes before must not end the process.
    content.on('error', () => {})
    if (options.signal) addAbortSignal(options.signal, content)
  }

  /** The bytes, once. */
  async *chunks(): AsyncGenerator<Buffer> {
    const { contentLength } = this.options
    for await (const chunk of this.content) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer)
      this.size += bytes.length
      if (contentLength !== undefined && this.size > contentLength) throw this.mismatch(contentLength)
      this.hash.update(bytes)
      yield bytes
    }
    if (contentLength !== undefined && this.size < contentLength) throw this.mismatch(contentLength)
  }

  /** What was read, and the key that it has; to be asked once, after the last chunk. @throws InvalidObjectKey */
  finish(): Measured & { key: string } {
    const measured = { size: this.size, sha256: this.hash.digest('hex') }
    const key = typeof this.name === 'string' ? this.name : this.name(measured)
    assertKey(key)
    return { key, ...measured }
  }

  /** Ends a put that failed: the stream is read no further. Answers what to tell: the signal's reason, when it was that. */
  abandon(error: unknown): unknown {
    const { signal } = this.options
    this.content.destroy()
    return signal?.aborted ? signal.reason : error
  }

  private mismatch(said: number): ContentLengthMismatch {
    return new ContentLengthMismatch(said, this.size)
  }
}

function assertMediaType(type: string): void {
  if (type.length > 255 || !MEDIA_TYPE.test(type)) throw new TypeError(`${JSON.stringify(type)} is no media type`)
}
