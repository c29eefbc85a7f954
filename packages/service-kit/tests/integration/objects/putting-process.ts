// A process that puts an object, or reads one. Run by the contract suite, which measures it or kills it.
import { Readable } from 'node:stream'
import { createObjectStore } from '@quark/service-kit'

const [module = '', key = '', megabytes = ''] = process.argv.slice(2)
const PIECE = 64 * 1024
const PIECES_OF_A_MEGABYTE = 16
/** Made once: pieces of its own making would be most of the memory that is measured. */
const PIECES = Array.from({ length: PIECES_OF_A_MEGABYTE }, (_, piece) => Buffer.alloc(PIECE, piece))

function* pieces(count: number): Generator<Buffer> {
  for (let piece = 0; piece < count; piece++) {
    // In the middle of a put: from now on there is something half-done. It is written at once and not through a stream.
    if (piece === PIECES_OF_A_MEGABYTE * 12) process.stdout.write('half-way\n')
    yield PIECES[piece % PIECES_OF_A_MEGABYTE] as Buffer
  }
}

const put = (name: string, count: number) =>
  store.put(name, Readable.from(pieces(count)), { contentType: 'application/octet-stream' })

/** Answers how many bytes came. */
async function read(name: string): Promise<number> {
  let bytes = 0
  for await (const chunk of (await store.get(name)).stream) bytes += (chunk as Buffer).length
  return bytes
}

const store = await createObjectStore(process.env, module)
await store.open()
// Once round, so that what is loaded and compiled is not counted as memory of what is measured.
await put('warm-up', PIECES_OF_A_MEGABYTE * 12)
await read('warm-up')
const before = process.memoryUsage().rss
const size =
  megabytes === 'read'
    ? await read(key)
    : (await put(key, megabytes === 'endless' ? Number.POSITIVE_INFINITY : PIECES_OF_A_MEGABYTE * Number(megabytes)))
        .size
const peak = process.resourceUsage().maxRSS * 1024
await store.close()
process.stdout.write(`${JSON.stringify({ size, grew: Math.max(0, peak - before) })}\n`)
