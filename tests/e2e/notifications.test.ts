import AxeBuilder from '@axe-core/playwright'
import type { TestPlatform } from '@quark/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openPage, openProfile } from './lib/browser.ts'
import { aBlog, aPerson, aPost, type Registered } from './lib/people.ts'
import { startWholePlatform } from './lib/platform.ts'

const browser = (await launchBrowser()) as Browser

describe.skipIf(!browser)('an author', { timeout: 60_000 }, () => {
  let quark: TestPlatform
  beforeAll(async () => {
    quark = await startWholePlatform()
  })
  afterAll(async () => {
    await quark.stop()
    await browser.close()
  })

  const anAuthor = async () => {
    const author = await aPerson(quark, 'Ada Lovelace')
    const blog = await aBlog(quark, author)
    const { slug } = await aPost(quark, author, blog.id, { title: 'A quiet post' })
    return { author, post: `/b/${blog.slug}/${slug}` }
  }
  const aReader = async (javaScript: boolean, language: 'en' | 'ru' = 'en', theme: 'light' | 'dark' = 'light') => {
    const context = await openProfile(browser, quark.url, { javaScript, language, theme, width: 390 })
    return { context, ...(await openPage(context)) }
  }

  it.each([
    { language: 'en', theme: 'light', said: '“A quiet post”' },
    { language: 'ru', theme: 'dark', said: '«A quiet post»' },
  ] as const)('sees the bell change without a reload when somebody likes and follows, $language', async (device) => {
    const { author, post } = await anAuthor()
    const [mine, theirs] = [await aReader(true, device.language, device.theme), await aReader(false)]
    await logIn(mine.page, author)
    await hydrated(mine.page)
    await mine.page.locator('.bell[data-unread="0"]').waitFor()
    await logIn(theirs.page, await aPerson(quark, 'Bob'))

    await theirs.page.goto(post)
    await theirs.page.locator('#like button').first().press('Enter')
    await mine.page.locator('.bell[data-unread="1"]').waitFor()
    expect(await axe(mine.page)).toEqual([])
    await theirs.page.goto(`/@${author.username}`)
    await theirs.page.locator('form[action$="?/follow"] button').press('Enter')
    await mine.page.locator('.bell[data-unread="2"]').waitFor()

    await mine.page.locator('.bell').press('Enter')
    await mine.page.waitForURL('**/notifications')
    expect(await mine.page.locator('main li').allTextContents()).toEqual([
      expect.stringContaining('Bob'),
      expect.stringContaining('Bob'),
    ])
    expect(await mine.page.locator('main').textContent()).toContain(device.said)
    await mine.page.locator('.bell[data-unread="0"]').waitFor()
    expect(await axe(mine.page)).toEqual([])
    expect([...mine.problems, ...theirs.problems]).toEqual([])
    await Promise.all([mine, theirs].map(({ context }) => context.close()))
  })

  it('reads and marks without scripts, and is told only of what they choose', async () => {
    const { author, post } = await anAuthor()
    const [mine, theirs] = [await aReader(false), await aReader(false)]
    await logIn(mine.page, author)
    await mine.page.goto('/notifications')
    await mine.page.getByText('Nothing yet').waitFor()
    await mine.page.goto('/settings')
    await mine.page.locator('input[name=follower]').uncheck()
    await mine.page.locator('form[action="?/notifications"] button').click()
    expect(await mine.page.locator('input[name=follower]').isChecked()).toBe(false)
    expect(await mine.page.locator('input[name=like]').isChecked()).toBe(true)

    await logIn(theirs.page, await aPerson(quark, 'Bob'))
    await theirs.page.goto(`/@${author.username}`)
    await theirs.page.locator('form[action$="?/follow"] button').press('Enter')
    await theirs.page.locator('form[action$="?/unfollow"]').waitFor()
    await theirs.page.goto(post)
    await theirs.page.locator('#like button').first().press('Enter')
    await theirs.page.locator('#like button[aria-pressed=true]').first().waitFor()

    await expect
      .poll(async () => {
        await mine.page.goto('/notifications')
        return mine.page.locator('main li').allTextContents()
      })
      .toHaveLength(1)
    expect(await mine.page.locator('main li').textContent()).toContain('Bob liked “A quiet post”')
    await mine.page.locator('form[action="?/read"] button').click()
    await mine.page.locator('.bell[data-unread="0"]').waitFor()
    expect(await mine.page.locator('form[action="?/read"]').count()).toBe(0)
    await Promise.all([mine, theirs].map(({ context }) => context.close()))
  })
})

async function logIn(page: Page, { username, password }: Registered): Promise<void> {
  await page.goto('/login')
  await page.locator('input[name=login]').fill(username)
  await page.locator('input[name=password]').fill(password)
  await Promise.all([page.waitForURL((url) => url.pathname !== '/login'), page.locator('main form button').click()])
}

const hydrated = (page: Page): Promise<void> => page.locator('html[data-hydrated]').waitFor({ state: 'attached' })

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
