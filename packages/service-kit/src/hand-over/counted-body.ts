import { Transform } from 'node:stream'
import { Refusal } from '../http/refusal.js'

/** Passes a body on and counts it; ends in a `Refusal` 413 when it grows over so many bytes. */
export function countedBody(limit: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      if (seen > limit) done(bodyTooLarge(limit))
      else done(null, chunk)
    },
  })
}

export const bodyTooLarge = (limit: number): Refusal =>
  new Refusal(413, 'body-too-large', { detail: `The body is larger than this route takes: ${limit} bytes.` })
