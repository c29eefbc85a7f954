import { MessageDeleted, MessageSent } from '@quark/contracts/events/messages'
import { UserAvatarChanged } from '@quark/contracts/events/user'
import { uuidv7 } from '@quark/service-kit'
import { type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, bytesOf, type Person, shows, startMedia, uploaded } from '../builders.js'
import { aJpeg, aVideo } from '../pictures.js'

describe('GET /media/{id}/{hash}/{file}', () => {
  let media: TestService
  let ada: Person
  const film = aVideo(100_000)
  beforeAll(async () => {
    media = await startMedia()
    ada = aPerson(media)
  })
  afterAll(() => media?.stop())

  const publicFilm = async () => {
    const { id, url } = await uploaded(ada, film)
    await shows(media, ada.id, [id])
    return url as string
  }

  it('answers what goes with a message to whoever could read that, and to nobody when it was deleted', async () => {
    const [bob, eve] = [aPerson(media), aPerson(media)]
    const { id, url } = await uploaded(ada, aVideo(100_001))
    const messageId = uuidv7()
    const about = { messageId, conversationId: uuidv7(), senderId: ada.id, mediaIds: [id] }
    const told = { ...about, seq: 1, kind: 'group' as const, recipientIds: [bob.id], awayIds: [] }
    const sent = await media.publish(MessageSent, { ...told, sentAt: new Date().toISOString() })
    await until('media-service has heard of the message', () => media.handled(sent))
    const statusFor = async (who: Person) => (await who.client.get(url)).status
    expect([await statusFor(ada), await statusFor(bob), await statusFor(eve)]).toEqual([200, 200, 404])
    expect((await bob.client.get(url)).headers.get('cache-control')).toBe('private, no-store')
    const deleted = await media.publish(MessageDeleted, about)
    await until('and of its end', () => media.handled(deleted))
    expect([await statusFor(ada), await statusFor(bob)]).toEqual([200, 404])
  })

  it('answers what something public shows to everybody, for ever, and as no page', async () => {
    const { status, headers, body } = await bytesOf(media, await publicFilm())

    expect(status).toBe(200)
    expect(body.equals(film)).toBe(true)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': String(film.length),
      'cache-control': 'public, max-age=31536000, immutable',
      etag: expect.stringMatching(/^"[^"]+"$/),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'content-disposition': 'inline',
    })
  })

  it('answers the picture that a person shows of themselves to everybody, until they show another', async () => {
    const { id, variants } = await uploaded(ada, await aJpeg())
    const look = async () => (await bytesOf(media, variants[0].url)).status
    const choose = async (mediaId: string | null, revision: number) => {
      const event = await media.publish(UserAvatarChanged, { userId: ada.id, mediaId, revision })
      await until('media-service has heard of it', () => media.handled(event))
    }
    expect(await look()).toBe(404)
    await choose(id, 2)
    expect(await look()).toBe(200)
    await choose(null, 3)
    expect(await look()).toBe(404)
    await choose(id, 2)
    expect(await look()).toBe(404)
  })

  it('answers what nothing public shows to its owner alone, and nobody keeps it', async () => {
    const { id, url } = await uploaded(ada, await aJpeg())
    await shows(media, ada.id, [id], { public: false })

    const own = await ada.client.get(url)

    expect(own.status).toBe(200)
    expect(own.headers.get('cache-control')).toBe('private, no-store')
    expect(own.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    for (const other of [media, aPerson(media).client]) {
      expect(await other.get(url)).toMatchObject({ status: 404, body: { code: 'media-not-found' } })
      expect(await other.get(`/api/v1/media/${id}`)).toMatchObject({ status: 404, body: { code: 'media-not-found' } })
    }
    expect((await bytesOf(media, url)).headers.get('cache-control')).toBe('no-store')
  })

  it('follows what shows it: published, unpublished, published again, and deleted', async () => {
    const { id, url } = await uploaded(ada, film)
    const statusNow = async () => (await bytesOf(media, url)).status
    expect(await statusNow()).toBe(404)

    const postId = await shows(media, ada.id, [id])
    expect(await statusNow()).toBe(200)
    await shows(media, ada.id, [id], { postId, public: false })
    expect(await statusNow()).toBe(404)
    await shows(media, ada.id, [id], { postId })
    expect(await statusNow()).toBe(200)
    await shows(media, ada.id, [], { postId, public: false })
    expect(await statusNow()).toBe(404)
  })

  it('ignores older news of a post than it has', async () => {
    const { id, url } = await uploaded(ada, film)
    const postId = await shows(media, ada.id, [id], { revision: 1000, public: false })

    await shows(media, ada.id, [id], { postId, revision: 999, public: true })
    await shows(media, ada.id, [id], { postId, revision: 1000, public: true })

    expect(await bytesOf(media, url)).toMatchObject({ status: 404 })
  })

  it('is not made public by a post of somebody else', async () => {
    const { id, url } = await uploaded(ada, film)

    await shows(media, aPerson(media).id, [id])

    expect(await bytesOf(media, url)).toMatchObject({ status: 404 })
  })

  it('answers 304 to who has it', async () => {
    const url = await publicFilm()
    const etag = (await bytesOf(media, url)).headers.get('etag') ?? ''

    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const { status, body, headers } = await bytesOf(media, url, { 'if-none-match': known })
      expect({ status, bytes: body.length }).toEqual({ status: 304, bytes: 0 })
      expect(headers.get('cache-control')).toContain('immutable')
    }
    expect(await bytesOf(media, url, { 'if-none-match': '"other"' })).toMatchObject({ status: 200 })
  })

  const size = film.length
  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=10-19', 10, 19],
    ['bytes=99990-', 99_990, size - 1],
    ['bytes=-5', size - 5, size - 1],
    ['bytes=0-999999999', 0, size - 1],
    ['bytes=-999999999', 0, size - 1],
  ])('answers the range %s', async (range, first, last) => {
    const { status, headers, body } = await bytesOf(media, await publicFilm(), { range })

    expect(status).toBe(206)
    expect(headers.get('content-range')).toBe(`bytes ${first}-${last}/${size}`)
    expect(headers.get('content-length')).toBe(String(last - first + 1))
    expect(body.equals(film.subarray(first, last + 1))).toBe(true)
  })

  it.each(['bytes=5-1', 'bytes=0-1,5-6', 'bytes=', 'bytes=-', 'lines=1-2', 'bytes=a-b', 'nonsense'])(
    'answers the whole to what is not one range: %s',
    async (range) => {
      const { status, body } = await bytesOf(media, await publicFilm(), { range })

      expect({ status, bytes: body.length }).toEqual({ status: 200, bytes: size })
    },
  )

  it.each([`bytes=${size}-`, 'bytes=-0', 'bytes=99999999999999-'])(
    'refuses a range beyond the end: %s',
    async (range) => {
      const { status, headers } = await bytesOf(media, await publicFilm(), { range })

      expect(status).toBe(416)
      expect(headers.get('content-range')).toBe(`bytes */${size}`)
    },
  )

  it('answers a range of another file with the whole', async () => {
    const url = await publicFilm()
    const etag = (await bytesOf(media, url)).headers.get('etag') ?? ''

    expect(await bytesOf(media, url, { range: 'bytes=0-1', 'if-range': etag })).toMatchObject({ status: 206 })
    expect(await bytesOf(media, url, { range: 'bytes=0-1', 'if-range': '"other"' })).toMatchObject({ status: 200 })
  })

  it('answers HEAD with the headers alone', async () => {
    const response = await fetch(media.url + (await publicFilm()), { method: 'HEAD' })

    expect(response.status).toBe(200)
    expect(response.headers.get('content-length')).toBe(String(size))
    expect(response.headers.get('content-type')).toBe('video/mp4')
    expect(await response.text()).toBe('')
  })

  it('has nothing at addresses that were not given out', async () => {
    const url = await publicFilm()
    const [, , id, hash] = url.split('/')

    for (const address of [
      `/media/${uuidv7()}/${hash}/original.mp4`,
      `/media/${id}/000000000000/original.mp4`,
      `/media/${id}/${hash}/original.jpg`,
      `/media/${id}/${hash}/320.webp`,
      `/media/${id}/${hash}/raw.mp4`,
      `/media/${id}/${hash}/..%2foriginal.mp4`,
      `/media/${id}/${hash}/original.mp4%00`,
      `/media/nonsense/${hash}/original.mp4`,
      `/media/${id}/${hash}`,
      `/media/${id}`,
    ]) {
      expect([address, (await bytesOf(media, address)).status]).toEqual([address, 404])
    }
  })

  it('asks for patience while an image is being made', async () => {
    const { id, url, variants } = await uploaded(ada, await aJpeg())
    await media.db`update media set state = 'processing' where id = ${id}`

    for (const one of [url, variants[0].url]) {
      expect(await ada.client.get(one)).toMatchObject({ status: 503, body: { code: 'media-unavailable' } })
    }
    expect((await ada.client.get(url)).headers.get('retry-after')).toBe('1')
  })
})
