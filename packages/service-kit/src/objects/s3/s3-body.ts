import { Readable } from 'node:stream'

/** The bytes of an answer. A store that stops in the middle fails it; who reads slowly does not. */
export class S3Body extends Readable {
  private readonly chunks: AsyncIterator<Buffer>

  /** @param failure what to tell when the store fails or sends nothing for so long */
  constructor(
    private readonly body: Readable,
    private readonly deadline: number,
    private readonly failure: (cause: unknown) => Error,
  ) {
    super()
    body.on('error', () => {})
    this.chunks = body[Symbol.asyncIterator]()
  }

  override _read(): void {
    // Only while a chunk is waited for: between two of them it is the reader who takes time.
    const late = setTimeout(() => {
      this.destroy(this.failure(new Error(`nothing came for ${this.deadline} ms`)))
    }, this.deadline)
    this.chunks
      .next()
      .then(
        ({ done, value }) => this.push(done ? null : value),
        (error: unknown) => this.destroy(this.failure(error)),
      )
      .finally(() => clearTimeout(late))
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.body.destroy()
    done(error)
  }
}
