import AxeBuilder from '@axe-core/playwright'
import type { TestPlatform } from '@quark/testing'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openPage, openProfile } from './lib/browser.ts'
import { aBlog, aPerson, aPost, logIn, type Registered } from './lib/people.ts'
import { startWholePlatform } from './lib/platform.ts'

const browser = (await launchBrowser()) as Browser

const NOWHERE = '/nowhere-at-all'
const STRANGER = ['/', '/search?q=walk', '/search?q=nothingatall', '/login', '/register', NOWHERE]
const RICH = `<h2>On shoes</h2><p>It <strong>rained</strong>, and we <a href="https://example.org/">went</a> anyway.</p>
  <ul><li>bread</li><li>rope</li></ul><blockquote><p>Who walks, arrives.</p></blockquote><pre><code>npm start</code></pre>`

describe.skipIf(!browser)('every page', { timeout: 180_000 }, () => {
  let quark: TestPlatform
  let ada: Registered
  let pages: { stranger: string[]; own: string[] }
  beforeAll(async () => {
    quark = await startWholePlatform()
    ada = await aPerson(quark, 'Ada Lovelace')
    const blog = await aBlog(quark, ada)
    const post = await aPost(quark, ada, blog.id, { html: RICH, tags: ['walking', 'дождь'] })
    const draft = await aPost(quark, ada, blog.id, { title: 'Not yet', status: 'draft' })
    const as = { token: ada.accessToken }
    const talk = `/api/v1/posts/${post.id}/comments`
    const comment = (await quark.post(talk, { text: 'I was there.' }, as)).body.id
    await quark.post(talk, { text: 'So was I.', parentId: comment }, as)
    await quark.delete(`${talk}/${comment}`, as)
    const other = (await quark.post(talk, { text: 'https://example.org/' }, as)).body.id
    const bob = await aPerson(quark, 'Bob')
    await quark.put(`/api/v1/user/${ada.id}/follow`, undefined, { token: bob.accessToken })
    await quark.put(`/api/v1/posts/${post.id}/like`, undefined, { token: bob.accessToken })
    await quark.put(`/api/v1/posts/${post.id}/bookmark`, undefined, as)
    const group = await quark.post('/api/v1/conversations', { memberIds: [bob.id], title: 'Walkers' }, as)
    const talks = `/messages/${group.body.id}`
    const said = await quark.post(
      `/api/v1/conversations/${group.body.id}/messages`,
      { clientId: crypto.randomUUID(), text: 'See https://example.org/, please' },
      { token: bob.accessToken },
    )
    const answer = { clientId: crypto.randomUUID(), text: 'I did.', replyTo: said.body.id }
    await quark.post(`/api/v1/conversations/${group.body.id}/messages`, answer, as)
    const [person, text] = [`/@${ada.username}`, `/b/${blog.slug}/${post.slug}`]
    const read = [
      '/tags/walking',
      person,
      `${person}/followers`,
      `${person}/following`,
      `/b/${blog.slug}`,
      text,
      `${text}/likes`,
    ]
    const talking = [`${text}?reply=${other}`, `${text}?edit=${other}`, '/bookmarks']
    pages = {
      stranger: [...STRANGER, ...read],
      own: [
        '/',
        '/?tab=following',
        '/?tab=newest',
        ...read,
        ...talking,
        '/write',
        `/write/${draft.id}`,
        '/blogs/new',
        `/blogs/${blog.slug}`,
        '/settings',
        '/messages',
        talks,
        `${talks}/people`,
        `/messages/new?with=${bob.username}&q=nobody`,
      ],
    }
  })
  afterAll(async () => {
    await quark.stop()
    await browser.close()
  })

  describe.each([
    { language: 'en', theme: 'light', width: 1280 },
    { language: 'ru', theme: 'dark', width: 390 },
  ] as const)('in $language, $theme, at $width px', (device) => {
    it('is accessible, fits the screen and has no script errors for a stranger', async () => {
      const context = await openProfile(browser, quark.url, device)
      expect(await faultsOf(context, pages.stranger)).toEqual([])
      await context.close()
    })

    it('is accessible, fits the screen and has no script errors for its owner', async () => {
      const context = await openProfile(browser, quark.url, device)
      await logIn(context, ada)
      expect(await faultsOf(context, pages.own)).toEqual([])
      await context.close()
    })
  })

  it('says in its own language that there is no such page', async () => {
    const context = await openProfile(browser, quark.url, { language: 'ru' })
    const page = await context.newPage()
    expect((await page.goto(NOWHERE))?.status()).toBe(404)
    expect(await page.locator('h1').textContent()).toMatch(/[а-яё]/i)
    await context.close()
  })

  it('keeps tokens away from scripts and runs no script that is not its own', async () => {
    const context = await openProfile(browser, quark.url)
    const page = await logIn(context, ada)
    const answer = await page.goto('/')

    expect(await page.evaluate('document.cookie')).not.toContain('session')
    expect(await page.content()).not.toContain(ada.accessToken.slice(0, 20))
    const policy = answer?.headers()['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    await context.close()
  })
})

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']
/** As many at a time as keep two cores busy. */
const AT_ONCE = 4

/** What is wrong with each of these pages, in a line each. */
async function faultsOf(context: BrowserContext, paths: string[]): Promise<string[]> {
  const waiting = [...paths]
  const faults: string[] = []
  const look = async (): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift())
      faults.push(...(await faultsAt(context, path)))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, look))
  return faults
}

async function faultsAt(context: BrowserContext, path: string): Promise<string[]> {
  const { page, problems } = await openPage(context)
  const status = (await page.goto(path))?.status()
  await page.locator('html[data-hydrated]').waitFor({ state: 'attached' })
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
  const over = Number(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  )
  await page.close()
  const isMissing = path === NOWHERE
  return [
    ...(status === (isMissing ? 404 : 200) ? [] : [`answers ${status}`]),
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
    ...(over > 0 ? [`${over} px wider than the screen`] : []),
    ...problems.filter((problem) => !(isMissing && problem.includes('404'))),
  ].map((fault) => `${path}: ${fault}`)
}
