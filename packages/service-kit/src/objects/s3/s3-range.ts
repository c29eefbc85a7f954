import type { Readable } from 'node:stream'
import type { GetObjectCommandOutput, HeadObjectCommandOutput } from '@aws-sdk/client-s3'
import { type Span, spanOf } from '../byte-range.js'
import { ObjectStoreUnavailable } from '../errors/object-store-unavailable.js'
import type { ByteRange, ObjectInfo } from '../object-store.js'

const CONTENT_RANGE = /^bytes (\d+)-(\d+)\/(\d+)$/

export function rangeHeader(range: ByteRange): string {
  return 'suffix' in range ? `bytes=-${range.suffix}` : `bytes=${range.first}-${range.last ?? ''}`
}

/**
 * Which bytes came, and how many there are of the whole; ends the answer when it is not what was asked for.
 * @throws RangeNotSatisfiable for a range of an empty object, which some stores answer whole
 */
export function spanOfAnswer(answer: GetObjectCommandOutput, key: string, range: ByteRange | undefined) {
  const { ContentLength: length = 0, ContentRange: said } = answer
  if (!range) return { size: length, span: undefined }
  try {
    const [, first, last, size] = (CONTENT_RANGE.exec(said ?? '') ?? ['', '0', `${length - 1}`, `${length}`]).map(
      Number,
    )
    const span = spanOf(range, key, size as number)
    assertSame(span, { first: first as number, last: last as number })
    return { size: size as number, span }
  } catch (error) {
    ;(answer.Body as Readable).destroy()
    throw error
  }
}

function assertSame(asked: Span, came: Span): void {
  if (asked.first === came.first && asked.last === came.last) return
  throw new ObjectStoreUnavailable(
    `The store answered bytes ${came.first} to ${came.last} where ${asked.first} to ${asked.last} were asked for.`,
  )
}

export function infoOf(
  answer: GetObjectCommandOutput | HeadObjectCommandOutput,
  key: string,
  size: number,
): ObjectInfo {
  const { ContentType: contentType = 'application/octet-stream', LastModified: modifiedAt = new Date(0) } = answer
  return { key, size, contentType, modifiedAt }
}
