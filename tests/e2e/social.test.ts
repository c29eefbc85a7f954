import AxeBuilder from '@axe-core/playwright'
import type { TestPlatform } from '@quark/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openPage, openProfile } from './lib/browser.ts'
import { aBlog, aPerson, aPost, type Registered } from './lib/people.ts'
import { startWholePlatform } from './lib/platform.ts'

const browser = (await launchBrowser()) as Browser

describe.skipIf(!browser)('a reader', { timeout: 60_000 }, () => {
  let quark: TestPlatform
  let author: Registered
  let post: string
  beforeAll(async () => {
    quark = await startWholePlatform()
    author = await aPerson(quark, 'Ada Lovelace')
    const blog = await aBlog(quark, author)
    post = `/b/${blog.slug}/${(await aPost(quark, author, blog.id, { html: '<p>It rained.</p>'.repeat(60) })).slug}`
  })
  afterAll(async () => {
    await quark.stop()
    await browser.close()
  })

  it.each([
    { javaScript: true, language: 'en', theme: 'light', width: 1280 },
    { javaScript: true, language: 'ru', theme: 'dark', width: 390 },
    { javaScript: false, language: 'ru', theme: 'light', width: 390 },
  ] as const)('likes a post and follows its author: scripts $javaScript, $language, $width px', async (device) => {
    const { javaScript } = device
    const context = await openProfile(browser, quark.url, device)
    const { page, problems } = await openPage(context)
    await logIn(page, await aPerson(quark))

    await open(page, post, javaScript)
    const like = page.locator('#like button').first()
    await like.scrollIntoViewIfNeeded()
    const stood = javaScript && (await page.evaluate('scrollY'))
    await like.press('Enter')
    await page.locator('#like button[aria-pressed=true]').waitFor()
    if (javaScript) {
      expect(await page.evaluate('scrollY')).toBe(stood)
      expect(await page.evaluate('document.activeElement.closest("#like") !== null')).toBe(true)
      expect(await axe(page)).toEqual([])
    }
    await open(page, post, javaScript)
    await page.locator('#like button[aria-pressed=true]').press('Enter')
    await page.locator('#like form[action="/marks?/like"]').waitFor()

    await open(page, `/@${author.username}`, javaScript)
    await page.locator('form[action$="?/follow"] button').press('Enter')
    await page.locator('form[action$="?/unfollow"]').waitFor()
    expect(await page.locator('header', { hasText: author.username }).textContent()).toMatch(/1 (follower|подписчик) /)
    if (javaScript) expect(await axe(page)).toEqual([])
    await page.locator('form[action$="?/unfollow"] button').press('Enter')
    await page.locator('form[action$="?/follow"]').waitFor()
    expect(problems).toEqual([])
    await context.close()
  })

  it.each([
    { javaScript: true, language: 'en', theme: 'dark', width: 1280 },
    { javaScript: true, language: 'ru', theme: 'light', width: 390 },
    { javaScript: false, language: 'en', theme: 'light', width: 390 },
  ] as const)('talks under a post by keyboard: scripts $javaScript, $language, $width px', async (device) => {
    const { javaScript } = device
    const context = await openProfile(browser, quark.url, device)
    const { page, problems } = await openPage(context)
    const reader = await aPerson(quark, 'Grace Hopper')
    await logIn(page, reader)
    const mine = page.locator('article.comment', { has: page.locator(`a[href="/@${reader.username}"]`) })

    await open(page, post, javaScript)
    await page.locator('#answer textarea').fill('Look at https://example.org/walks, all.')
    await page.locator('#answer button').press('Enter')
    await mine.first().waitFor()
    expect(await mine.locator('a[href="https://example.org/walks"]').getAttribute('rel')).toContain('nofollow')

    await mine.locator('a[href*="reply="]').press('Enter')
    await mine.locator('textarea').fill('And this is the answer.')
    if (javaScript) {
      expect(await page.evaluate('document.activeElement.localName')).toBe('textarea')
      expect(await axe(page)).toEqual([])
    }
    await mine.locator('form button').last().press('Enter')
    const answer = page.locator('li li article.comment', { hasText: 'And this is the answer.' }).last()
    await answer.waitFor()

    await answer.locator('a[href*="edit="]').press('Enter')
    const editing = page.locator('form[action^="?/edit"]')
    await editing.locator('textarea').fill('And this is a better one.')
    await editing.locator('button').press('Enter')
    const better = page.locator('li li article.comment', { hasText: 'And this is a better one.' }).last()
    await better.getByText(/^(edited|изменён)/).waitFor()

    await mine.first().locator('summary').press('Enter')
    await mine.first().locator('form[action="?/delete"] button').press('Enter')
    const place = page.getByText(/^(Deleted comment|Комментарий удалён)$/).last()
    await place.waitFor()
    if (javaScript) expect(await axe(page)).toEqual([])
    await better.locator('summary').press('Enter')
    await better.locator('form[action="?/delete"] button').press('Enter')
    await better.waitFor({ state: 'detached' })
    expect(await mine.count()).toBe(0)
    expect(problems).toEqual([])
    await context.close()
  })

  it('keeps posts for later, marked in lists', async () => {
    const context = await openProfile(browser, quark.url, { width: 390 })
    const { page, problems } = await openPage(context)
    await logIn(page, await aPerson(quark))
    await open(page, '/', true)
    await page.locator('main form[action="/marks?/bookmark"] button').first().click()
    await page.locator('main form[action="/marks?/unbookmark"]').first().waitFor()
    await page.locator('header summary').click()
    await page.locator('header a[href="/bookmarks"]').click()
    await page.waitForURL('**/bookmarks')
    expect(await page.locator('main article').count()).toBe(1)
    expect(await axe(page)).toEqual([])
    await page.locator('main form[action="/marks?/unbookmark"] button').click()
    await page.locator('main article').waitFor({ state: 'detached' })
    expect(problems).toEqual([])
    await context.close()
  })

  it('finds a comment by its link, marked, whatever page of comments it is on', async () => {
    const as = { token: author.accessToken }
    const { id, slug } = await aPost(quark, author, (await aBlog(quark, author, 'ru')).id)
    let last = ''
    for (let at = 0; at < 55; at++) {
      last = (await quark.post(`/api/v1/posts/${id}/comments`, { text: `Comment ${at}` }, as)).body.id
    }
    const context = await openProfile(browser, quark.url)
    const { page } = await openPage(context)
    await open(page, `/b/${author.username}-ru/${slug}?at=${last}#c-${last}`, true)
    const found = page.locator(`#c-${last}.aimed`)
    await found.waitFor()
    expect(await found.textContent()).toContain('Comment 54')
    expect(await page.locator('article.comment').count()).toBe(1)
    await context.close()
  })
})

async function logIn(page: Page, { username, password }: Registered): Promise<void> {
  await page.goto('/login')
  await page.locator('input[name=login]').fill(username)
  await page.locator('input[name=password]').fill(password)
  await Promise.all([page.waitForURL((url) => url.pathname !== '/login'), page.locator('main form button').click()])
}

async function open(page: Page, path: string, javaScript: boolean): Promise<void> {
  await page.goto(path)
  if (javaScript) await page.locator('html[data-hydrated]').waitFor({ state: 'attached' })
}

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
