import type { Readable } from 'node:stream'
import type { Refusal } from '@quark/service-kit'

/** The first bytes of a stream, and the whole of it to be read as if nothing had been taken. */
export interface WithHead {
  readonly head: Buffer
  readonly content: AsyncIterable<Buffer>
}

/** Reads the first bytes of a stream, fewer when it has no more. */
export async function readHead(stream: Readable, bytes: number): Promise<WithHead> {
  const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  while (head.length < bytes) {
    const { done, value } = await chunks.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  return { head, content: all(head, chunks) }
}

async function* all(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head
  yield* { [Symbol.asyncIterator]: () => rest }
}

/** Passes a stream on and counts it. @throws what `tooLarge` makes, when it grows over the limit */
export async function* atMost(
  content: AsyncIterable<Buffer>,
  limit: number,
  tooLarge: () => Refusal,
): AsyncGenerator<Buffer> {
  let seen = 0
  for await (const chunk of content) {
    seen += chunk.length
    if (seen > limit) throw tooLarge()
    yield chunk
  }
}
