import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { CreateMultipartUploadCommand, DeleteBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { createObjectStore, S3Settings } from '@quark/service-kit'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { S3ObjectStore } from '../../../src/objects/s3/s3-object-store.js'
import { stream, TEXT } from '../../integration/objects/object-stand.js'
import { s3Client, s3Stand } from './s3-stand.js'

const s3 = inject('s3')
const env = s3 ?? {}

describe.skipIf(!s3)('the S3 driver', () => {
  const module = `test-${randomUUID()}`
  let client: S3Client
  beforeAll(() => {
    client = s3Client(env)
  })
  afterAll(() => client?.destroy())

  it('removes at start what puts of ended processes left, once it is old enough', async () => {
    const { halfPuts, open, stop } = await s3Stand(env)
    await (await open(module)).close()
    const Bucket = env.S3_BUCKET
    await client.send(new CreateMultipartUploadCommand({ Bucket, Key: `${module}/objects/half` }))
    await client.send(new PutObjectCommand({ Bucket, Key: `${module}/incoming/whole`, Body: 'x' }))

    await (await open(module)).close()
    expect(await halfPuts(module)).toHaveLength(2)
    const later = new S3ObjectStore(new S3Settings(env), module, -60_000)
    await later.open()
    expect(await halfPuts(module)).toEqual([])
    await later.close()
    await stop()
  })

  it('makes its bucket, also when several processes start at once', async () => {
    const S3_BUCKET = `made-${randomUUID()}`
    const stores = await Promise.all([1, 2, 3].map(() => createObjectStore({ ...env, S3_BUCKET }, module)))
    await expect(stores[0]?.check()).rejects.toThrow(/404.*S3_BUCKET/)
    await Promise.all(stores.map((store) => store.open()))
    await Promise.all(stores.map((store) => store.check()))
    for (const store of stores) await store.close()
    await client.send(new DeleteBucketCommand({ Bucket: S3_BUCKET }))
  })

  it('keeps to its prefix', async () => {
    const [one, other] = [
      await createObjectStore({ ...env, S3_PREFIX: 'one/' }, module),
      await createObjectStore({ ...env, S3_PREFIX: 'other/deep/' }, module),
    ]
    await one.put('a', stream(Buffer.from('of one')), TEXT)
    await other.put('a', stream(Buffer.from('of the other')), TEXT)
    expect(await text((await one.get('a')).stream)).toBe('of one')
    await other.deleteMany(['a'])
    expect(await one.head('a')).toMatchObject({ size: 6 })
    for (const store of [one, other]) await store.close()
  })

  it('gives addresses that browsers can read, for a time, as a file of that name', async () => {
    const store = await createObjectStore({ ...env, S3_PUBLIC_ENDPOINT: env.S3_ENDPOINT }, module)
    await store.put('hello', stream(Buffer.from('hello')), TEXT)
    const contentDisposition = 'attachment; filename="a b.txt"'
    const address = (await store.presignGet('hello', { expiresInSeconds: 60, contentDisposition })) ?? ''

    const answer = await fetch(address, { headers: { range: 'bytes=1-2' } })
    expect([answer.status, await answer.text()]).toEqual([206, 'el'])
    expect(answer.headers.get('content-disposition')).toBe(contentDisposition)
    expect((await fetch(address.replace('hello', 'other'))).status).toBe(403)
    await expect(store.presignGet('hello', { expiresInSeconds: 604_801 })).rejects.toThrow(TypeError)
    await store.close()
  })

  it('gives none while browsers have no way to the store', async () => {
    const store = await createObjectStore(env, module)
    expect(await store.presignGet('hello', { expiresInSeconds: 60 })).toBeUndefined()
    await store.close()
  })

  it('says what to look at when the store refuses the key', async () => {
    const store = await createObjectStore({ ...env, S3_SECRET_ACCESS_KEY: 'wrong' }, module)
    for (const use of [() => store.open(), () => store.check(), () => store.put('x', stream(Buffer.from('x')), TEXT)])
      await expect(use()).rejects.toThrow(/S3 at .*, bucket quark, refused \(403 .*look at the access key/)
    await store.close()
  })
})
