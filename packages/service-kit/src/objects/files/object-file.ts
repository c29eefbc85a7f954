import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { errorCode } from '../../embedded/plain-error.js'
import type { Span } from '../byte-range.js'
import type { ObjectInfo } from '../object-store.js'
import { readTrailer, type Trailer } from './trailer.js'

/** A file with an object, open for reading: it stays this object whatever is put or deleted meanwhile. */
export interface ObjectFile {
  readonly file: FileHandle
  readonly trailer: Trailer
}

/** Undefined when there is no such file. */
export async function openObjectFile(path: string): Promise<ObjectFile | undefined> {
  const file = await openIfThere(path)
  if (!file) return undefined
  try {
    return { file, trailer: await readTrailer(file, path) }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** What is said of the object in an open file; closes it. */
export async function describeAndClose({ file, trailer }: ObjectFile): Promise<ObjectInfo> {
  await file.close()
  return infoOf(trailer)
}

/** The bytes, or all of them; closes the file at the end, or when it is destroyed. */
export async function streamOf({ file, trailer }: ObjectFile, span: Span | undefined): Promise<Readable> {
  if (trailer.size > 0) return file.createReadStream({ start: span?.first ?? 0, end: span?.last ?? trailer.size - 1 })
  await file.close()
  return Readable.from([])
}

export function infoOf({ key, size, contentType, putAt }: Trailer): ObjectInfo {
  return { key, size, contentType, modifiedAt: new Date(putAt) }
}
