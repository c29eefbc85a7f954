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
    const like = page.locator('#like button')
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
    await page.locator('#like button[aria-pressed=false]').waitFor()

    await open(page, `/@${author.username}`, javaScript)
    await page.locator('form[action="?/follow"] button').press('Enter')
    await page.locator('form[action="?/unfollow"]').waitFor()
    expect(await page.locator('header', { hasText: author.username }).textContent()).toMatch(/1 (follower|подписчик) /)
    if (javaScript) expect(await axe(page)).toEqual([])
    await page.locator('form[action="?/unfollow"] button').press('Enter')
    await page.locator('form[action="?/follow"]').waitFor()
    expect(problems).toEqual([])
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
