import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createObjectStore, type ObjectStore, ObjectStoreFull, ObjectStoreUnavailable } from '@quark/service-kit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { stream, TEXT } from './object-stand.js'

/** The driver, and instead of a store a server that answers like this. */
async function storeThat(answers: RequestListener): Promise<ObjectStore> {
  const server: Server = createServer(answers).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const store = await storeAt((server.address() as AddressInfo).port)
  onTestFinished(async () => {
    await store.close()
    server.closeAllConnections()
    server.close()
  })
  return store
}

const storeAt = (port: number): Promise<ObjectStore> =>
  createObjectStore(
    {
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_BUCKET: 'bucket',
      S3_ACCESS_KEY_ID: 'key',
      S3_SECRET_ACCESS_KEY: 'secret',
      S3_TIMEOUT_SECONDS: '1',
    },
    'test',
  )

const uses: [string, (store: ObjectStore) => Promise<unknown>][] = [
  ['open', (store) => store.open()],
  ['check', (store) => store.check()],
  ['put', (store) => store.put('x', stream(Buffer.from('x')), TEXT)],
  ['put large', (store) => store.put(() => 'x', stream(Buffer.alloc(9 * 1024 * 1024)), TEXT)],
  ['get', (store) => store.get('x')],
  ['head', (store) => store.head('x')],
  ['delete', (store) => store.delete('x')],
  ['deleteMany', (store) => store.deleteMany(['x'])],
  ['list', (store) => store.list('')[Symbol.asyncIterator]().next()],
]

describe('an S3 that is away', () => {
  it.each(uses)('is unavailable at once when nobody listens (%s)', async (_, use) => {
    const store = await storeAt(1)
    await expect(use(store)).rejects.toThrow(ObjectStoreUnavailable)
    await store.close()
  })

  it.each(uses)('is unavailable after the deadline when it does not answer (%s)', async (_, use) => {
    const store = await storeThat(() => {})
    const result = use(store)
    await expect(result).rejects.toThrow(ObjectStoreUnavailable)
    await expect(result).rejects.toThrow('did not answer within 1000 ms')
  })

  it.each([
    ['stops', () => {}, 'nothing came for 1000 ms'],
    ['is cut', (end: () => void) => end(), 'aborted'],
  ])('fails a reading that %s in the middle', async (_, then, reason) => {
    const store = await storeThat((_request, response) => {
      response.writeHead(200, { 'content-length': 10, 'content-type': 'text/plain' })
      response.write('12345', () => then(() => response.destroy()))
    })
    const { stream: content } = await store.get('x')
    const reading = text(content)
    await expect(reading).rejects.toThrow(ObjectStoreUnavailable)
    await expect(reading).rejects.toThrow(reason)
  })

  it('tries again what may go better, and no more than three times', async () => {
    let times = 0
    const store = await storeThat((_request, response) => {
      times++
      response.writeHead(times < 3 ? 503 : 200).end()
    })
    await store.check()
    expect(times).toBe(3)
  })

  it('is full when it says so', async () => {
    const store = await storeThat((request, response) => {
      request.resume()
      response.writeHead(403, { 'content-type': 'application/xml' })
      response.end('<Error><Code>QuotaExceeded</Code><Message>no more</Message></Error>')
    })
    await expect(store.put('x', stream(Buffer.from('x')), TEXT)).rejects.toThrow(ObjectStoreFull)
  })
})

describe('settings of S3', () => {
  it.each([
    [{ S3_ENDPOINT: 'http://127.0.0.1:1' }, 'Setting S3_BUCKET'],
    [{ S3_BUCKET: 'bucket', S3_ENDPOINT: 's3.example.org' }, 'must be like https://s3.example.org'],
    [{ S3_BUCKET: 'bucket', S3_ACCESS_KEY_ID: 'key' }, 'set both, or neither'],
    [{ S3_BUCKET: 'bucket', S3_PREFIX: 'quark' }, 'with a slash at its end'],
  ])('that cannot be are refused (%j)', async (env, message) => {
    await expect(createObjectStore(env, 'test')).rejects.toThrow(message)
  })
})
