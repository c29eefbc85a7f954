import { SaxesParser } from 'saxes'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Community, startCommunity } from './community.ts'
import { type Author, anAuthor } from './press.ts'

describe('the public face of the site', () => {
  let community: Community
  let author: Author
  beforeAll(async () => {
    community = await startCommunity()
    author = await anAuthor(community)
  })
  afterAll(() => community.stop())

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(community.quark.url + path, {
      headers: { accept: 'text/html', 'accept-language': 'en', ...headers },
      redirect: 'manual',
    })
  const textOf = async (path: string): Promise<string> => (await get(path)).text()

  describe('an address', () => {
    it('of before leads to the present one for ever, in the web as in the API', async () => {
      const post = await author.publish({ title: 'Old home' })
      const moved = await author.edit(post, { slug: 'new-home' })
      const answer = await get(`${post.path}?utm_source=mail`)
      expect({ status: answer.status, to: answer.headers.get('location') }).toEqual({ status: 301, to: moved.path })
      expect((await get(moved.path)).status).toBe(200)
    })

    it('of a post that is gone says so, one that never was is not found', async () => {
      const post = await author.publish({ title: 'Short life' })
      await community.quark.post(`/api/v1/posts/${post.id}/unpublish`, undefined, { token: author.token })
      const gone = await get(post.path)
      expect(gone.status).toBe(410)
      const html = await gone.text()
      expect(html).toContain('This post is gone')
      expect(html).toContain('noindex')
      expect((await get(`/b/${author.blog.slug}/never-was`)).status).toBe(404)
    })

    it('of a tag as it once was leads to its page', async () => {
      const answer = await get(`/?tag=${encodeURIComponent('тихий сад')}`)
      expect(answer.status).toBe(301)
      expect(answer.headers.get('location')).toBe(`/tags/${encodeURIComponent('тихий сад')}`)
    })
  })

  describe('a feed', () => {
    const html = '<p>See <a href="/b/x?a=1&b=2">this</a> &amp; <code>&lt;a href="/y"&gt;</code> ]]&gt;</p>'

    it.each([
      ['a blog', () => `/b/${author.blog.slug}`],
      ['a person', () => `/@${author.username}`],
      ['a tag', () => `/tags/${encodeURIComponent('лес & поле')}`],
    ])('of %s carries whole texts with absolute addresses, as RSS and as JSON', async (_, home) => {
      const title = `"Tom" & <Jerry> ]]> ${home().length}`
      const post = await author.publish({ title, html, tags: ['лес & поле'.replace(' & ', ' ')] })
      const base = home().replace(encodeURIComponent('лес & поле'), encodeURIComponent('лес поле'))
      const { url } = community.quark

      const rss = await get(`${base}/feed.xml`)
      expect(rss.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
      const { texts, links } = read(await rss.text())
      expect(texts['channel/link']).toEqual([url + base])
      expect(links).toEqual([`${url}${base}/feed.xml`])
      expect(texts['item/title']?.[0]).toBe(title)
      expect(texts['item/link']?.[0]).toBe(url + post.path)
      expect(texts['item/guid']?.[0]).toBe(`urn:uuid:${post.id}`)
      expect(texts['item/dc:creator']?.[0]).toBe('Вера & Co')
      expect(texts['item/pubDate']?.[0]).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
      expect(texts['item/content:encoded']?.[0]).toContain(`<a href="${url}/b/x?a=1&amp;b=2"`)
      expect(texts['item/content:encoded']?.[0]).toContain('&lt;a href="/y"&gt;')

      const json = await get(`${base}/feed.json`)
      expect(json.headers.get('content-type')).toBe('application/feed+json; charset=utf-8')
      expect(await json.json()).toMatchObject({
        version: 'https://jsonfeed.org/version/1.1',
        home_page_url: url + base,
        feed_url: `${url}${base}/feed.json`,
        items: expect.arrayContaining([
          expect.objectContaining({
            id: `urn:uuid:${post.id}`,
            url: url + post.path,
            title,
            content_html: texts['item/content:encoded']?.[0],
            authors: [{ name: 'Вера & Co', url: `${url}/@${author.username}` }],
          }),
        ]),
      })
    })

    it('is asked for again by tag or by date, for whoever is signed in too, and never holds a draft', async () => {
      const writer = await anAuthor(community)
      const path = `/b/${writer.blog.slug}/feed.xml`
      await writer.publish({ title: 'A secret draft', status: 'draft' })
      const first = await get(path)
      expect(await first.text()).not.toContain('A secret draft')
      const etag = first.headers.get('etag') ?? ''
      const modified = first.headers.get('last-modified') ?? ''
      expect(Date.parse(modified)).toBeLessThanOrEqual(Date.now())
      const session = { cookie: 'quark_session=somebody' }
      expect((await get(path, { 'if-none-match': etag })).status).toBe(304)
      expect((await get(path, { 'if-modified-since': modified, ...session })).status).toBe(304)
      const hourAgo = new Date(Date.now() - 3_600_000).toUTCString()
      expect((await get(path, { 'if-modified-since': hourAgo })).status).toBe(200)

      await writer.publish({ title: 'One more' })
      await expect
        .poll(async () => (await get(path, { 'if-modified-since': modified })).status, { timeout: 5000 })
        .toBe(200)
      expect((await get(path, { 'if-none-match': etag })).status).toBe(200)
    })

    it('is named in the head of the page that it belongs to', async () => {
      const { path } = await author.publish({ tags: ['heads'] })
      const blog = `/b/${author.blog.slug}`
      const homes = {
        [path]: blog,
        [blog]: blog,
        '/tags/heads': '/tags/heads',
        [`/@${author.username}`]: `/@${author.username}`,
      }
      for (const [page, home] of Object.entries(homes)) {
        const html = await textOf(page)
        expect(html).toMatch(
          new RegExp(`<link rel="alternate" type="application/rss\\+xml" [^\\n]*?href="${home}/feed.xml"`),
        )
        expect(html).toMatch(
          new RegExp(`<link rel="alternate" type="application/feed\\+json" [^\\n]*?href="${home}/feed.json"`),
        )
      }
    })

    it('of nothing is not found', async () => {
      for (const path of ['/b/no-such-blog/feed.xml', '/@nobody-here/feed.json', `/b/${author.blog.slug}/feed.atom`])
        expect((await get(path)).status, path).toBe(404)
    })
  })

  it('shows itself to search engines: robots.txt names the sitemap, whose parts name the posts', async () => {
    const post = await author.publish({ title: 'On the map' })
    const { url } = community.quark
    const robots = await textOf('/robots.txt')
    expect(robots).toContain('Disallow: /write')
    expect(robots).toContain(`Sitemap: ${url}/sitemap.xml`)
    await expect
      .poll(async () => read(await textOf('/sitemap-1.xml')).texts['url/loc'], { timeout: 5000 })
      .toContain(url + post.path)
    const index = read(await textOf('/sitemap.xml')).texts
    expect(index['sitemap/loc']).toEqual([`${url}/sitemap-1.xml`])
    expect(Date.parse(index['sitemap/lastmod']?.[0] ?? '')).toBeGreaterThan(0)
    const part = read(await textOf('/sitemap-1.xml')).texts
    expect(part['url/loc']).toEqual(
      expect.arrayContaining([`${url}/b/${author.blog.slug}`, `${url}/@${author.username}`]),
    )
    for (const path of ['/sitemap-2.xml', '/sitemap-0.xml', '/sitemap-x.xml'])
      expect((await get(path)).status).toBe(404)
  })

  describe('the head of a post', () => {
    it('says to other sites and programs what the post is, whatever is written in it', async () => {
      const title = 'End </script><script>alert(1)</script> <!-- "&'
      const post = await author.publish({ title, tags: ['head'] })
      const html = await textOf(post.path)
      const { url } = community.quark
      expect(html).toContain(`<link rel="canonical" href="${url}${post.path}"`)
      expect(html).toContain('<meta name="twitter:card" content="summary_large_image"')
      expect(html).toMatch(/<meta property="article:published_time" content="20[^"]+Z"/)
      expect(html).not.toContain('<script>alert(1)')
      const data = JSON.parse(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '')
      expect(data).toMatchObject({
        '@type': 'BlogPosting',
        headline: title,
        url: url + post.path,
        author: { name: 'Вера & Co', url: `${url}/@${author.username}` },
        image: expect.stringMatching(/\/cards\/.+\.png$/),
      })
    })

    it('has a card: a picture of 1200 by 630 that is drawn anew for another title alone', async () => {
      const post = await author.publish({ title: 'Жёлтый дом, который помнит всё' })
      const address = cardIn(await textOf(post.path))
      const answer = await get(address)
      expect(answer.headers.get('content-type')).toBe('image/png')
      expect(answer.headers.get('cache-control')).toContain('immutable')
      const picture = sharp(Buffer.from(await answer.arrayBuffer()))
      expect(await picture.metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 })
      const { channels } = await picture.stats()
      expect(channels[0]?.stdev, 'something is drawn on it').toBeGreaterThan(5)

      await author.edit(post, { html: '<p>Another text.</p>' })
      await author.edit(post, { title: 'Белый дом' })
      const moved = await get(address)
      expect(moved.status).toBe(307)
      expect((await get(moved.headers.get('location') ?? '')).status).toBe(200)
    })

    it('has a card for nothing that readers do not see', async () => {
      const post = await author.publish({ title: 'Soon gone' })
      const address = cardIn(await textOf(post.path))
      expect((await get(address)).status).toBe(200)
      await community.quark.delete(`/api/v1/posts/${post.id}`, { token: author.token })
      const digest = '0'.repeat(16)
      const nobody = `/cards/01890000-0000-7000-8000-000000000000/${digest}.png`
      for (const path of [address, nobody, '/cards/x.png', `/cards/${post.id}/../${digest}.png`, '/cards/'])
        expect((await get(path)).status, path).toBe(404)
    })
  })

  it('leads from a post to others that are like it', async () => {
    const one = await author.publish({ title: 'Kites one', tags: ['kites'] })
    const two = await author.publish({ title: 'Kites two', tags: ['kites'] })
    const html = await textOf(two.path)
    expect(html).toMatch(new RegExp(`Read next[\\s\\S]*href="${one.path}"`))
  })

  const cardIn = (html: string): string =>
    (/<meta property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? '').replace(community.quark.url, '')
})

/** Texts by the name of their element and its parent, and where `atom:link` leads, by a parser that takes no mistake. */
function read(xml: string): { texts: Record<string, string[]>; links: string[] } {
  const texts: Record<string, string[]> = {}
  const links: string[] = []
  const open: string[] = []
  let text = ''
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    open.push(name)
    text = ''
    if (name === 'atom:link') links.push(attributes.href?.value ?? '')
  })
  parser.on('text', (more) => {
    text += more
  })
  parser.on('closetag', ({ name }) => {
    open.pop()
    const key = `${open.at(-1)}/${name}`
    texts[key] = [...(texts[key] ?? []), text]
    text = ''
  })
  parser.write(xml).close()
  return { texts, links }
}
