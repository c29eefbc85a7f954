import { PostMediaChanged } from '@quark/contracts/events/blog'
import { uuidv7 } from '@quark/service-kit'
import { MediaLibrary, type TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog } from '../builders.js'

const imageIn = (id: string): string => `<p><img src="${MediaLibrary.pathOf(id, '800.webp')}" alt="A lake" /></p>`
const pictureOf = (id: string) => ({
  ...{ id, url: MediaLibrary.pathOf(id, 'original.jpg'), width: 640, height: 480, thumbhash: '' },
  variants: [
    { name: 'preview', url: MediaLibrary.pathOf(id, 'preview.webp'), width: 192, height: 192 },
    { name: '320', url: MediaLibrary.pathOf(id, '320.webp'), width: 320, height: 240 },
  ],
})

describe('pictures of a post', () => {
  const library = new MediaLibrary()
  let service: TestService
  let ada: Person
  let blog: { id: string; slug: string }
  beforeAll(async () => {
    service = await startBlog(new Map(), library)
    ada = await aPerson(service)
    blog = await aBlog(ada)
  })
  afterAll(() => service?.stop())

  const put = (id: string, revision: number, changes: Record<string, unknown>) =>
    ada.put(`/api/v1/posts/${id}`, changes, { headers: { 'If-Match': `"${revision}"` } })

  it('are told to readers with their sizes and forms, in the order of the text', async () => {
    const [first, second] = [library.add(ada.id), library.add(ada.id)]
    const html = imageIn(second) + imageIn(first) + imageIn(second)
    const { id } = await aPost(ada, blog, { html, status: 'published' })
    const { body } = await service.get(`/api/v1/posts/${id}`)
    expect(body.pictures).toEqual([pictureOf(second), pictureOf(first)])
    expect(body.html).toContain(MediaLibrary.pathOf(first, '800.webp'))
  })

  it('have a cover, which lists show as well', async () => {
    const cover = library.add(ada.id)
    const { id } = await aPost(ada, blog, { title: 'Covered', coverMediaId: cover, status: 'published' })
    expect((await service.get(`/api/v1/posts/${id}`)).body).toMatchObject({ cover: pictureOf(cover), pictures: [] })
    const { body } = await service.get(`/api/v1/posts?blog=${blog.slug}`)
    expect(body.items.find((post: { id: string }) => post.id === id).cover).toEqual(pictureOf(cover))
  })

  it('the cover stays while other things change, and is changed and taken away by its own field', async () => {
    const [cover, another] = [library.add(ada.id), library.add(ada.id)]
    const { id } = await aPost(ada, blog, { coverMediaId: cover })
    expect((await put(id, 1, { title: 'Renamed' })).body.cover).toMatchObject({ id: cover })
    expect((await put(id, 2, { coverMediaId: another })).body.cover).toMatchObject({ id: another })
    expect((await put(id, 3, { coverMediaId: null })).body.cover).toBeNull()
    const told = (await service.published(PostMediaChanged)).filter(({ postId }) => postId === id)
    expect(told.map(({ mediaIds }) => mediaIds)).toEqual([[cover], [another], []])
  })

  it('are asked about once: saving a text again asks nobody', async () => {
    const picture = library.add(ada.id)
    const { id } = await aPost(ada, blog, { html: imageIn(picture) })
    const before = library.asked
    expect(await put(id, 1, { html: `${imageIn(picture)}<p>More.</p>` })).toMatchObject({ status: 200 })
    expect(await put(id, 2, { title: 'A title', coverMediaId: picture })).toMatchObject({ status: 200 })
    expect(library.asked).toBe(before)
  })

  it.each([
    ['of somebody else', () => library.add(uuidv7())],
    ['that is not there', () => uuidv7()],
    ['that is broken', (id: string) => library.add(id, { state: 'failed' })],
    ['that is no image', (id: string) => library.add(id, { kind: 'audio' })],
  ])('cannot be a file %s, neither in the text nor as the cover', async (_, file) => {
    const refused = { status: 400, body: { code: 'media-not-found' } }
    const mediaId = file(ada.id)
    const post = await aPost(ada, blog)

    const inText = await put(post.id, 1, { html: imageIn(mediaId) })
    expect(inText).toMatchObject({ ...refused, body: { errors: [{ field: 'html', code: 'media-not-found' }] } })
    const asCover = await put(post.id, 1, { coverMediaId: mediaId })
    expect(asCover).toMatchObject({ ...refused, body: { errors: [{ field: 'coverMediaId' }] } })
    expect(await ada.post('/api/v1/posts', { blogId: blog.id, title: 'T', html: imageIn(mediaId) })).toMatchObject(
      refused,
    )
    expect((await ada.get(`/api/v1/posts/${post.id}`)).body).toMatchObject({ revision: 1, cover: null, pictures: [] })
  })

  it('are not asked about for a post of somebody else', async () => {
    const { id } = await aPost(ada, blog, { status: 'published' })
    const mallory = await aPerson(service)
    const before = library.asked
    const changes = { coverMediaId: library.add(mallory.id) }
    const answer = await mallory.put(`/api/v1/posts/${id}`, changes, { headers: { 'If-Match': '*' } })
    expect(answer).toMatchObject({ status: 403, body: { code: 'not-your-post' } })
    expect(library.asked).toBe(before)
  })
})
