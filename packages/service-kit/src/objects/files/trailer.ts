import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { ObjectStoreUnavailable } from '../errors/object-store-unavailable.js'

/** What a file says of the object in it. */
export interface Trailer {
  readonly key: string
  readonly contentType: string
  /** Bytes of the object, with which the file begins. */
  readonly size: number
  readonly sha256: string
  readonly putAt: string
}

// A file is the object itself, then this as JSON, its length in four bytes, and the mark. So content and description are
// put in place by one rename and can never be of different puts; and a range of the object is the same range of the file.
const Stored = z.object({
  key: z.string(),
  contentType: z.string(),
  size: z.int().nonnegative(),
  sha256: z.string(),
  putAt: z.iso.datetime(),
})

const MARK = Buffer.from('QUARKOB1')
const FIXED = 4 + MARK.length
/** Longer than any trailer: a key has 700 bytes and a media type 255, each of which JSON may double. */
const LONGEST = 4096

export function writeTrailer(trailer: Trailer): Buffer {
  const json = Buffer.from(JSON.stringify(trailer))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(json.length)
  return Buffer.concat([json, length, MARK])
}

/**
 * Reads the end of the file.
 * @throws ObjectStoreUnavailable when it is not as it was written
 */
export async function readTrailer(handle: FileHandle, path: string): Promise<Trailer> {
  const { size: fileSize } = await handle.stat()
  const tail = Buffer.alloc(Math.min(fileSize, LONGEST))
  await handle.read(tail, 0, tail.length, fileSize - tail.length)
  const trailer = parse(tail, fileSize)
  if (trailer) return trailer
  throw new ObjectStoreUnavailable(`${path} is damaged: put it back from a backup, or delete it.`)
}

function parse(tail: Buffer, fileSize: number): Trailer | undefined {
  const end = tail.length - FIXED
  if (end < 0 || !tail.subarray(end + 4).equals(MARK)) return undefined
  const start = end - tail.readUInt32BE(end)
  if (start < 0) return undefined
  try {
    const stored = Stored.parse(JSON.parse(tail.toString('utf8', start, end)))
    return stored.size === fileSize - (tail.length - start) ? stored : undefined
  } catch {
    return undefined
  }
}
