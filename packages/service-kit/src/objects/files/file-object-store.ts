import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { addAbortSignal, type Readable } from 'node:stream'
import { errorCode } from '../../embedded/plain-error.js'
import { assertRange, spanOf } from '../byte-range.js'
import { ObjectNotFound } from '../errors/object-not-found.js'
import { MeasuredContent } from '../measured-content.js'
import { assertKey, assertPrefix } from '../object-keys.js'
import {
  type GetOptions,
  type ListedObject,
  type ObjectContent,
  type ObjectInfo,
  type ObjectName,
  ObjectStore,
  type PutOptions,
  type StoredObject,
} from '../object-store.js'
import { fileWork, syncFolder } from './file-work.js'
import { halfPutName, removeHalfPuts } from './half-put.js'
import { describeAndClose, infoOf, type ObjectFile, openObjectFile, streamOf } from './object-file.js'
import { writeTrailer } from './trailer.js'

/**
 * Keeps objects as files in a folder of this machine: `objects/2a/5f/…`, named by the hash of the key. For one machine;
 * processes of it may share the folder.
 */
export class FileObjectStore extends ObjectStore {
  private readonly objects: string
  /** What is being put. In the same file system, so that a rename brings it into place. */
  private readonly incoming: string

  constructor(private readonly folder: string) {
    super()
    this.objects = join(resolve(folder), 'objects')
    this.incoming = join(resolve(folder), 'incoming')
  }

  open(): Promise<void> {
    return this.work(async () => {
      await mkdir(this.objects, { recursive: true, mode: 0o700 })
      await mkdir(this.incoming, { recursive: true, mode: 0o700 })
      await syncFolder(this.folder)
      await removeHalfPuts(this.incoming)
    })
  }

  async close(): Promise<void> {}

  async put(name: ObjectName, content: Readable, options: PutOptions): Promise<StoredObject> {
    const measured = new MeasuredContent(name, content, options)
    const half = join(this.incoming, halfPutName())
    try {
      const stored = await this.write(half, measured, options.contentType)
      options.signal?.throwIfAborted()
      await this.work(() => this.bringIntoPlace(half, stored.key))
      return stored
    } catch (error) {
      const reason = measured.abandon(error)
      await this.work(() => rm(half, { force: true }))
      throw reason
    }
  }

  async get(key: string, { range, signal }: GetOptions = {}): Promise<ObjectContent> {
    if (range) assertRange(range)
    signal?.throwIfAborted()
    const object = await this.openObject(key)
    try {
      const span = range && spanOf(range, key, object.trailer.size)
      const stream = await streamOf(object, span)
      return { ...infoOf(object.trailer), range: span, stream: signal ? addAbortSignal(signal, stream) : stream }
    } catch (error) {
      await object.file.close()
      throw error
    }
  }

  async head(key: string): Promise<ObjectInfo> {
    return describeAndClose(await this.openObject(key))
  }

  async delete(key: string): Promise<void> {
    const path = this.pathOf(key)
    await this.work(async () => {
      try {
        await rm(path)
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return
        throw error
      }
      await syncFolder(dirname(path))
    })
  }

  async deleteMany(keys: Iterable<string>): Promise<void> {
    const all = [...keys]
    for (const key of all) assertKey(key)
    for (const key of all) await this.delete(key)
  }

  async *list(prefix: string): AsyncGenerator<ListedObject> {
    assertPrefix(prefix)
    for (const half of await this.work(() => readdir(this.objects))) {
      for (const leaf of await this.work(() => readdir(join(this.objects, half)))) {
        const folder = join(this.objects, half, leaf)
        for (const name of await this.work(() => readdir(folder))) {
          const object = await this.work(() => openObjectFile(join(folder, name)))
          if (!object) continue
          const { contentType: _, ...listed } = await describeAndClose(object)
          if (listed.key.startsWith(prefix)) yield listed
        }
      }
    }
  }

  /** Nobody but this machine reaches its files. */
  async presignGet(key: string): Promise<undefined> {
    assertKey(key)
  }

  check(): Promise<void> {
    return this.work(async () => {
      await access(this.objects, constants.R_OK | constants.W_OK)
      await access(this.incoming, constants.W_OK)
    })
  }

  private async write(half: string, measured: MeasuredContent, contentType: string): Promise<StoredObject> {
    const file = await this.work(() => open(half, 'wx', 0o600))
    try {
      for await (const chunk of measured.chunks()) await this.work(() => file.writeFile(chunk))
      const stored = measured.finish()
      const trailer = writeTrailer({ ...stored, contentType, putAt: new Date().toISOString() })
      await this.work(() => file.writeFile(trailer))
      await this.work(() => file.sync())
      return stored
    } finally {
      await file.close()
    }
  }

  private async bringIntoPlace(half: string, key: string): Promise<void> {
    const path = this.pathOf(key)
    const leaf = dirname(path)
    await mkdir(leaf, { recursive: true, mode: 0o700 })
    await rename(half, path)
    for (const folder of [leaf, dirname(leaf), this.objects]) await syncFolder(folder)
  }

  private async openObject(key: string): Promise<ObjectFile> {
    const path = this.pathOf(key)
    const object = await this.work(() => openObjectFile(path))
    if (!object) throw new ObjectNotFound(key)
    return object
  }

  /** The names of a hash never leave the folder, whatever is in the key, and fit every file system. */
  private pathOf(key: string): string {
    assertKey(key)
    const hash = createHash('sha256').update(key).digest('hex')
    return join(this.objects, hash.slice(0, 2), hash.slice(2, 4), hash.slice(4))
  }

  private work<Result>(work: () => Promise<Result>): Promise<Result> {
    return fileWork(this.folder, work)
  }
}
