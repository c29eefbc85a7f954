import { PostMediaChanged } from '@quark/contracts/events/blog'
import { MediaLibrary, type TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog } from '../builders.js'

describe('the files that a post shows', () => {
  const library = new MediaLibrary()
  let service: TestService
  let ada: Person
  let blog: { id: string; slug: string }
  let one: string
  let two: string

  beforeAll(async () => {
    service = await startBlog(new Map(), library)
    ada = await aPerson(service)
    ;[one, two] = [library.add(ada.id), library.add(ada.id)]
    blog = await aBlog(ada)
  })
  afterAll(() => service?.stop())

  const picture = (id: string) => `<p><img src="/media/${id}/0123456789ab/800.webp" alt="A lake" /></p>`
  const toldOf = async (postId: string) =>
    (await service.published(PostMediaChanged))
      .filter((data) => data.postId === postId)
      .map(({ mediaIds, public: seen, revision }) => ({ mediaIds, public: seen, revision }))

  it('are told as a whole set with each change of it, and with each change of who sees them', async () => {
    const post = await aPost(ada, blog, { html: picture(two) + picture(one) + picture(two) })
    const path = `/api/v1/posts/${post.id}`
    const put = (html: string, revision: number) =>
      ada.put(path, { html }, { headers: { 'If-Match': `"${revision}"` } })

    await put(`${picture(one)}${picture(two)}<p>More words, the same pictures.</p>`, 1)
    await ada.post(`${path}/publish`)
    await put(picture(one), 3)
    await ada.post(`${path}/unpublish`)
    await ada.delete(path)

    expect(await toldOf(post.id)).toEqual([
      { mediaIds: [one, two], public: false, revision: 1 },
      { mediaIds: [one, two], public: true, revision: 3 },
      { mediaIds: [one], public: true, revision: 4 },
      { mediaIds: [one], public: false, revision: 5 },
      { mediaIds: [], public: false, revision: 6 },
    ])
  })

  it('are not told of by a post that shows none of ours', async () => {
    const elsewhere = `<p><img src="https://example.com/media/${one}/x/800.webp" /> /media/${one}/x/</p>`
    const post = await aPost(ada, blog, { html: elsewhere, status: 'published' })
    await ada.delete(`/api/v1/posts/${post.id}`)

    expect(await toldOf(post.id)).toEqual([])
  })

  it('go with the blog, drafts included', async () => {
    const doomed = await aBlog(ada)
    const draft = await aPost(ada, doomed, { html: picture(one) })
    const published = await aPost(ada, doomed, { html: picture(two), status: 'published' })

    await ada.delete(`/api/v1/blogs/${doomed.slug}`)

    for (const { id } of [draft, published]) {
      expect((await toldOf(id)).at(-1)).toEqual({ mediaIds: [], public: false, revision: 2 })
    }
  })
})
