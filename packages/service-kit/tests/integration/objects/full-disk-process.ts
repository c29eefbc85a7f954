// A process that fills its disk with an object, and says what came of it. Run by full-disk.test.ts.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createObjectStore } from '@quark/service-kit'

const put = (key: string, content: Iterable<Buffer | string>) =>
  store.put(key, Readable.from(content), { contentType: 'text/plain' })

const store = await createObjectStore(process.env, 'test')
await store.open()
await put('before', ['as it was'])
const refused: unknown = await put('before', Array(320).fill(Buffer.alloc(64 * 1024))).then(
  () => undefined,
  (error: Error) => error.name,
)
await put('after', [Buffer.alloc(4 * 1024 * 1024)])
const keys: string[] = []
for await (const { key } of store.list('')) keys.push(key)
const half = readdirSync(join(process.env.OBJECTS_DIR ?? '', 'test', 'incoming'))
const before = await text((await store.get('before')).stream)
process.stdout.write(JSON.stringify({ refused, half, keys: keys.sort(), before }))
