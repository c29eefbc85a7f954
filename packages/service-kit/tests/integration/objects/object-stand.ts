import { createHash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { ByteRange, ObjectStore, StoredObject } from '@quark/service-kit'
import { afterAll, beforeAll } from 'vitest'

/** A store of a test run, to use and to look behind. */
export interface ObjectStand {
  /** What `createObjectStore` needs to reach it, for a process of its own. */
  readonly env: Readonly<Record<string, string>>
  /** A store of this module, opened. */
  open(module: string): Promise<ObjectStore>
  /** What is kept of this module's puts that have not ended, or ended badly. */
  halfPuts(module: string): Promise<string[]>
  stop(): Promise<void>
}

/** A stand and a store of a module that nobody else has, while the tests of a suite run. */
export interface OpenStand {
  readonly module: string
  stand(): ObjectStand
  store(): ObjectStore
  put(key: string, text: string): Promise<StoredObject>
  read(key: string, range?: ByteRange): Promise<string>
  /** Sorted. */
  keysOf(prefix: string): Promise<string[]>
  halfPuts(): Promise<string[]>
}

export const TEXT = { contentType: 'text/plain' }
export const BYTES = { contentType: 'application/octet-stream' }
export const MEGABYTE = 1024 * 1024

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Content in pieces, as it comes from a network. */
export function stream(bytes: Buffer, piece = 64 * 1024): Readable {
  const count = Math.ceil(bytes.length / piece)
  return Readable.from(Array.from({ length: count }, (_, index) => bytes.subarray(index * piece, (index + 1) * piece)))
}

export function openStand(start: () => Promise<ObjectStand>): OpenStand {
  const module = `test-${randomUUID()}`
  let stand: ObjectStand
  let store: ObjectStore
  beforeAll(async () => {
    stand = await start()
    store = await stand.open(module)
  })
  afterAll(async () => {
    await store?.close()
    await stand?.stop()
  })
  return {
    module,
    stand: () => stand,
    store: () => store,
    put: (key, text) => store.put(key, stream(Buffer.from(text)), TEXT),
    read: async (key, range) => (await buffer((await store.get(key, { range })).stream)).toString(),
    async keysOf(prefix) {
      const keys: string[] = []
      for await (const { key } of store.list(prefix)) keys.push(key)
      return keys.sort()
    },
    halfPuts: () => stand.halfPuts(module),
  }
}
