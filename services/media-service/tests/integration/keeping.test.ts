import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MediaDeleted } from '@quark/contracts/events/media'
import { UserDeleted } from '@quark/contracts/events/user'
import { MediaService } from '@quark/contracts/rpc/media/v1/media_pb'
import { uuidv7 } from '@quark/service-kit'
import { type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aPerson, bytesOf, shows, startMedia, upload, uploaded } from '../builders.js'
import { aJpeg, aVideo } from '../pictures.js'

const MB = 1024 * 1024

describe('what is kept, and for how long', () => {
  let media: TestService
  let objects: string
  beforeAll(async () => {
    objects = mkdtempSync(join(tmpdir(), 'quark-keeping-'))
    media = await startMedia({ OBJECTS_DIR: objects, MEDIA_QUOTA_MB: '3', MEDIA_COLLECTION_SECONDS: '1' })
  })
  afterAll(async () => {
    await media?.stop()
    rmSync(objects, { recursive: true, force: true })
  })

  // What the test before deleted is gone by then, so that files can be counted.
  beforeEach(() =>
    until('nothing waits to be removed', async () => (await media.db`select from removal`).length === 0, 20_000),
  )

  const stored = () =>
    readdirSync(objects, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
  const ageBy = (id: string, hours: number) =>
    media.db`update media set unused_since = unused_since - ${hours} * interval '1 hour' where id = ${id}`
  const toldGone = async (id: string) => (await media.published(MediaDeleted)).filter(({ mediaId }) => mediaId === id)
  const isThere = async (id: string) => (await media.db`select from media where id = ${id}`).length === 1

  it('removes an upload that nothing has shown for a day, with its files, and gives its place back', async () => {
    const ada = aPerson(media)
    const before = stored()
    const kept = await uploaded(ada, aVideo(MB))
    const image = await uploaded(ada, await aJpeg())
    await ageBy(kept.id, 23)
    await ageBy(image.id, 25)

    await until('the upload is collected', async () => !(await isThere(image.id)))
    await until('its files are gone', async () => stored() === before + 1)

    expect(await toldGone(image.id)).toEqual([{ mediaId: image.id, ownerId: ada.id, kind: 'image', reason: 'unused' }])
    expect(await isThere(kept.id)).toBe(true)
    const [usage] = await media.db`select bytes::int from owner_usage where owner_id = ${ada.id}`
    expect(usage).toEqual({ bytes: kept.bytes })
  })

  it('keeps what something shows, and counts the day from when it was last shown', async () => {
    const ada = aPerson(media)
    const { id } = await uploaded(ada, aVideo())
    const postId = await shows(media, ada.id, [id], { public: false })
    await ageBy(id, 1000)
    expect(await media.db`select unused_since from media where id = ${id}`).toEqual([{ unused_since: null }])

    await shows(media, ada.id, [], { postId })

    const [row] = await media.db`select now() - unused_since < interval '1 minute' as just from media where id = ${id}`
    expect(row).toEqual({ just: true })
  })

  it('is not kept by a post of somebody else', async () => {
    const ada = aPerson(media)
    const { id } = await uploaded(ada, aVideo())
    await shows(media, aPerson(media).id, [id])
    await ageBy(id, 25)

    await until('the upload is collected', async () => !(await isThere(id)))
  })

  it('is not collected while somebody who was told that they may use it says so', async () => {
    const ada = aPerson(media)
    const { id } = await uploaded(ada, aVideo())
    await media.db`update media set unused_since = now() - interval '23 hours 59 minutes' where id = ${id}`

    const { media: found } = await media.rpc(MediaService).getMedia({ ids: [id], personId: ada.id })

    expect(found).toMatchObject([{ id, usable: true }])
    const [row] = await media.db`select now() - unused_since < interval '1 minute' as just from media where id = ${id}`
    expect(row).toEqual({ just: true })
  })

  it('survives a use that comes at the moment of its collection, or is gone before it', async () => {
    const ada = aPerson(media)
    const uploads = await Promise.all(Array.from({ length: 12 }, () => uploaded(ada, aVideo())))

    await Promise.all(
      uploads.map(async ({ id }, index) => {
        if (index % 2) await ageBy(id, 25).then(() => shows(media, ada.id, [id]))
        else await Promise.all([shows(media, ada.id, [id]), ageBy(id, 25)])
      }),
    )
    await until(
      'the collection has gone by',
      async () => (await media.db`select from media where unused_since < now() - interval '1 day'`).length === 0,
    )

    for (const { id, url } of uploads) {
      const there = await isThere(id)
      expect((await bytesOf(media, url)).status).toBe(there ? 200 : 404)
      expect(await toldGone(id)).toHaveLength(there ? 0 : 1)
    }
  })

  it('is deleted by its owner, unless something shows it', async () => {
    const ada = aPerson(media)
    const before = stored()
    const { id, url } = await uploaded(ada, await aJpeg())
    expect(stored()).toBe(before + 4)
    const path = `/api/v1/media/${id}`
    const postId = await shows(media, ada.id, [id])

    expect(await aPerson(media).client.delete(path)).toMatchObject({ status: 404 })
    expect(await media.delete(path)).toMatchObject({ status: 401 })
    expect(await ada.client.delete(path)).toMatchObject({ status: 409, body: { code: 'media-in-use' } })
    await shows(media, ada.id, [], { postId })
    expect(await ada.client.delete(path)).toMatchObject({ status: 204 })

    expect(await ada.client.delete(path)).toMatchObject({ status: 404 })
    expect(await ada.client.get(url)).toMatchObject({ status: 404 })
    expect(await toldGone(id)).toMatchObject([{ reason: 'owner' }])
    await until('its files are gone', async () => stored() === before)
  })

  it('goes with the account of its owner, shown or not', async () => {
    const [ada, bob] = [aPerson(media), aPerson(media)]
    const mine = [await uploaded(ada, aVideo()), await uploaded(ada, await aJpeg())]
    const other = await uploaded(bob, aVideo())
    await shows(media, ada.id, [mine[0].id])

    const event = await media.publish(UserDeleted, { userId: ada.id })
    await until('the account is gone', () => media.handled(event))

    for (const { id } of mine) {
      expect(await isThere(id)).toBe(false)
      expect(await toldGone(id)).toMatchObject([{ reason: 'account' }])
    }
    expect(await media.db`select from thing where owner_id = ${ada.id}`).toHaveLength(0)
    expect(await isThere(other.id)).toBe(true)
  })

  it('is no more than the quota, however many uploads come at once', async () => {
    const ada = aPerson(media)
    const before = stored()

    const answers = await Promise.all(Array.from({ length: 8 }, () => upload(ada, aVideo(0.9 * MB))))

    const taken = answers.filter(({ status }) => status === 201)
    expect(taken).toHaveLength(3)
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(answer).toMatchObject({ status: 413, body: { code: 'quota-exceeded' } })
    }
    expect(stored()).toBe(before + 3)
    expect(await upload(ada, aVideo(0.9 * MB))).toMatchObject({ status: 413, body: { code: 'quota-exceeded' } })
    await ada.client.delete(`/api/v1/media/${taken[0]?.body.id}`)
    expect(await upload(ada, aVideo(0.9 * MB))).toMatchObject({ status: 201 })
  })

  it('is listed for its owner, page by page, the newest first', async () => {
    const ada = aPerson(media)
    const ids = []
    for (let index = 0; index < 3; index++) ids.push((await uploaded(ada, aVideo(), { name: `${index}.mp4` })).id)
    await uploaded(aPerson(media), aVideo())

    const first = await ada.client.get('/api/v1/media?limit=2')
    const second = await ada.client.get(`/api/v1/media?limit=2&cursor=${first.body.nextCursor}`)

    expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual(ids.reverse())
    expect(first.body.items[0]).toMatchObject({ name: '2.mp4', used: false, kind: 'video' })
    expect(second.body.nextCursor).toBeNull()
    expect(await media.get('/api/v1/media')).toMatchObject({ status: 401 })
  })

  it('is looked up for other modules, many at once, in the order asked for', async () => {
    const [ada, bob] = [aPerson(media), aPerson(media)]
    const image = await uploaded(ada, await aJpeg())
    const film = await uploaded(bob, aVideo())

    const { media: found } = await media
      .rpc(MediaService)
      .getMedia({ ids: [film.id, uuidv7(), image.id, film.id], personId: ada.id })

    expect(found).toMatchObject([
      { id: film.id, ownerId: bob.id, kind: 'video', state: 'ready', width: 0, thumbhash: '', usable: false },
      {
        id: image.id,
        ownerId: ada.id,
        kind: 'image',
        contentType: 'image/jpeg',
        bytes: image.bytes,
        width: 640,
        height: 480,
        url: image.url,
        thumbhash: image.thumbhash,
        usable: true,
      },
    ])
    expect(found[1]?.variants.map(({ name, url, width, height }) => ({ name, url, width, height }))).toEqual(
      image.variants,
    )
    const many = Array.from({ length: 201 }, () => uuidv7())
    await expect(media.rpc(MediaService).getMedia({ ids: many })).rejects.toMatchObject({ status: 400 })
    await expect(media.rpc(MediaService).getMedia({ ids: ['x'] })).rejects.toMatchObject({ status: 400 })
  })
})
