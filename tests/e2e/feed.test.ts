import AxeBuilder from '@axe-core/playwright'
import type { TestPlatform } from '@quark/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openPage, openProfile } from './lib/browser.ts'
import { aBlog, aPerson, aPost, type Registered } from './lib/people.ts'
import { startWholePlatform } from './lib/platform.ts'

const browser = (await launchBrowser()) as Browser

describe.skipIf(!browser)('the home page', { timeout: 60_000 }, () => {
  let quark: TestPlatform
  let reader: Registered
  beforeAll(async () => {
    quark = await startWholePlatform()
    const [ada, bob] = [await aPerson(quark, 'Ada Lovelace'), await aPerson(quark, 'Bob')]
    reader = await aPerson(quark)
    const [adas, bobs] = [await aBlog(quark, ada), await aBlog(quark, bob)]
    const tea = await aPost(quark, bob, bobs.id, { title: 'On tea', tags: ['tea'] })
    for (let number = 1; number <= 12; number++) await aPost(quark, ada, adas.id, { title: `A walk ${number}` })
    const as = { token: reader.accessToken }
    await quark.put(`/api/v1/user/${bob.id}/follow`, undefined, as)
    await quark.put(`/api/v1/posts/${tea.id}/like`, undefined, as)
  })
  afterAll(async () => {
    await quark.stop()
    await browser.close()
  })

  it.each([
    { javaScript: true, language: 'en', theme: 'light', width: 1280 },
    { javaScript: true, language: 'ru', theme: 'dark', width: 390 },
    { javaScript: false, language: 'ru', theme: 'light', width: 390 },
  ] as const)('has tabs, reasons and pages: scripts $javaScript, $language, $width px', async (device) => {
    const context = await openProfile(browser, quark.url, device)
    const { page, problems } = await openPage(context)
    await logIn(page, reader)
    const ready = () => device.javaScript && page.locator('html[data-hydrated]').waitFor({ state: 'attached' })
    await page.goto('/')
    await ready()
    const tabs = page.locator('main nav ul a')
    const first = page.locator('main ol > li').first()
    expect(await tabs.count()).toBe(3)
    expect(await tabs.nth(0).getAttribute('aria-current')).toBe('page')
    expect(await first.textContent()).toMatch(/On tea/)
    expect(await first.textContent()).toMatch(/You follow Bob|Вы подписаны: Bob/)
    if (device.javaScript) {
      expect(await faults(page)).toEqual([])
      expect(await page.evaluate(SHIFTED)).toBe(0)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    }

    const seen = await titles(page)
    await page.locator('main a[rel=next]').press('Enter')
    await page.waitForURL(/cursor=/)
    await ready()
    const next = await titles(page)
    expect(next.length).toBe(3)
    expect(seen.filter((title) => next.includes(title))).toEqual([])

    await page.locator('main nav ul a').nth(1).press('Enter')
    await page.waitForURL(/tab=following$/)
    await page.locator('main nav ul a[aria-current=page][href*=following]').waitFor()
    expect(await titles(page)).toEqual(['On tea'])
    if (device.javaScript) expect(await faults(page)).toEqual([])
    await page.locator('main nav ul a').nth(2).press('Enter')
    await page.waitForURL(/tab=newest$/)
    await page.locator('main nav ul a[aria-current=page][href*=newest]').waitFor()
    expect((await titles(page))[0]).toBe('A walk 12')
    expect(problems).toEqual([])
    await context.close()
  })

  it('is the newest without tabs for a stranger, wherever their link came from', async () => {
    const context = await openProfile(browser, quark.url)
    const { page, problems } = await openPage(context)
    for (const path of ['/', '/?tab=forYou', '/?tab=following&cursor=of-somebody-else']) {
      expect((await page.goto(path))?.status(), path).toBe(200)
      expect((await titles(page))[0]).toBe('A walk 12')
      expect(await page.locator('main nav ul').count()).toBe(0)
    }
    expect(problems).toEqual([])
    await context.close()
  })
})

/** How much has moved since the page began, seen two frames later. */
const SHIFTED = `new Promise((resolve) => {
  let shifted = 0
  const add = (list) => { for (const { value } of list.getEntries()) shifted += value }
  new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true })
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(shifted)))
})`

const titles = async (page: Page): Promise<string[]> =>
  (await page.locator('main ol > li h2').allTextContents()).map((title) => title.trim())

async function logIn(page: Page, { username, password }: Registered): Promise<void> {
  await page.goto('/login')
  await page.locator('input[name=login]').fill(username)
  await page.locator('input[name=password]').fill(password)
  await Promise.all([page.waitForURL((url) => url.pathname !== '/login'), page.locator('main form button').click()])
}

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
