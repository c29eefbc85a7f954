import { MediaProcessed, MediaUploaded } from '@quark/contracts/events/media'
import type { TestService } from '@quark/testing'
import sharp from 'sharp'
import { thumbHashToRGBA } from 'thumbhash'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, bytesOf, type Person, shows, startMedia, uploaded } from '../builders.js'
import { aJpeg, anAnimation, anAvif, aPng, aWebp } from '../pictures.js'

describe('an uploaded image', () => {
  let media: TestService
  let ada: Person
  beforeAll(async () => {
    media = await startMedia()
    ada = aPerson(media)
  })
  afterAll(() => media?.stop())

  const publicBytes = async (url: string, id: string) => {
    await shows(media, ada.id, [id])
    return (await bytesOf(media, url)).body
  }

  it('is answered with its variants, which are WebP of their sizes', async () => {
    const image = await uploaded(ada, await aJpeg(2000, 1000))

    expect(image).toMatchObject({
      kind: 'image',
      state: 'ready',
      contentType: 'image/jpeg',
      width: 2000,
      height: 1000,
      url: expect.stringMatching(new RegExp(`^/media/${image.id}/[0-9a-f]{12}/original\\.jpg$`)),
      variants: [
        { name: 'preview', width: 192, height: 192 },
        { name: '320', width: 320, height: 160 },
        { name: '800', width: 800, height: 400 },
        { name: '1600', width: 1600, height: 800 },
      ],
    })
    await shows(media, ada.id, [image.id])
    for (const { url, width, height } of image.variants) {
      const { body, headers } = await bytesOf(media, url)
      expect(headers.get('content-type')).toBe('image/webp')
      expect(await sharp(body).metadata()).toMatchObject({ format: 'webp', width, height })
    }
    const { w, h } = thumbHashToRGBA(Buffer.from(image.thumbhash, 'base64'))
    expect(w / h).toBeCloseTo(2, 0)
  })

  it('is never enlarged', async () => {
    const small = await uploaded(ada, await aPng(100, 60))
    const middle = await uploaded(ada, await aPng(500, 900))

    expect(small.variants).toMatchObject([
      { name: 'preview', width: 60, height: 60 },
      { name: '320', width: 100, height: 60 },
    ])
    expect(middle.variants).toMatchObject([
      { name: 'preview' },
      { width: 320, height: 576 },
      { width: 500, height: 900 },
    ])
  })

  it.each([
    ['JPEG', aJpeg, 'image/jpeg', 'jpeg'],
    ['PNG', aPng, 'image/png', 'png'],
    ['WebP', aWebp, 'image/webp', 'webp'],
    ['AVIF', anAvif, 'image/webp', 'webp'],
  ] as const)('may be %s', async (_, make, contentType, format) => {
    const image = await uploaded(ada, await make())

    expect(image).toMatchObject({ state: 'ready', contentType })
    expect(await sharp(await publicBytes(image.url, image.id)).metadata()).toMatchObject({ format, width: image.width })
  })

  it.each(['gif', 'webp'] as const)('keeps moving as %s, in all sizes but the preview', async (format) => {
    const image = await uploaded(ada, await anAnimation(format))

    expect(image).toMatchObject({ state: 'ready', contentType: `image/${format}`, width: 400, height: 300 })
    await shows(media, ada.id, [image.id])
    const pagesOf = async (url: string) =>
      (await sharp((await bytesOf(media, url)).body, { pages: -1 }).metadata()).pages ?? 1
    expect(await pagesOf(image.url)).toBe(3)
    expect(await Promise.all(image.variants.map(({ url }: { url: string }) => pagesOf(url)))).toEqual([1, 3, 3])
  })

  it('keeps nothing of what a camera writes into it, and stands upright', async () => {
    const secret = 'taken at home'
    const photo = await sharp(await aJpeg(400, 200))
      .withExif({ IFD0: { Copyright: secret }, IFD3: { GPSLatitude: '55/1 45/1 7/1' } })
      .withMetadata({ orientation: 6 })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>${secret}</rdf></x:xmpmeta>`)
      .toBuffer()
    expect(photo.includes(secret)).toBe(true)
    expect((await sharp(photo).metadata()).orientation).toBe(6)

    const image = await uploaded(ada, photo)

    expect(image).toMatchObject({ width: 200, height: 400 })
    await shows(media, ada.id, [image.id])
    for (const { url } of [image, ...image.variants]) {
      const { body } = await bytesOf(media, url)
      const { exif, xmp, iptc, orientation } = await sharp(body).metadata()
      expect({ exif, xmp, iptc, orientation }).toEqual({})
      expect(body.includes(secret)).toBe(false)
    }
    expect(await sharp((await bytesOf(media, image.url)).body).metadata()).toMatchObject({ width: 200, height: 400 })
    expect(await bytesOf(media, image.url.replace('original.jpg', 'raw.jpg'))).toMatchObject({ status: 404 })
  })

  it('is told of once when it is stored and once when it is made', async () => {
    const { id } = await uploaded(ada, await aJpeg())

    const of = ({ mediaId }: { mediaId: string }) => mediaId === id
    expect((await media.published(MediaUploaded)).filter(of)).toMatchObject([
      { ownerId: ada.id, kind: 'image', contentType: 'image/jpeg' },
    ])
    expect((await media.published(MediaProcessed)).filter(of)).toEqual([
      { mediaId: id, ownerId: ada.id, kind: 'image', state: 'ready' },
    ])
  })
})
