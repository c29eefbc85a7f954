import type { TestPlatform } from '@quark/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openProfile } from './lib/browser.ts'
import { aBlog, aPerson, aPost, logIn, type Registered } from './lib/people.ts'
import { startWholePlatform } from './lib/platform.ts'

const browser = (await launchBrowser()) as Browser

describe.skipIf(!browser)('the editor', { timeout: 60_000 }, () => {
  let quark: TestPlatform
  let ada: Registered
  let blogId: string
  let context: BrowserContext
  beforeAll(async () => {
    quark = await startWholePlatform()
    ada = await aPerson(quark, 'Ada Lovelace')
    blogId = (await aBlog(quark, ada)).id
    context = await openProfile(browser, quark.url)
    await (await logIn(context, ada)).close()
  })
  afterAll(async () => {
    await browser.close()
    await quark.stop()
  })

  const aDraft = (post: Record<string, unknown> = {}) =>
    aPost(quark, ada, blogId, { status: 'draft', title: 'Draft', ...post })
  const stored = async (id: string) => (await quark.get(`/api/v1/posts/${id}`, { token: ada.accessToken })).body
  /** The editor of a post in a tab of its own, with the cursor at the beginning of the text. */
  async function edit(id: string): Promise<Page> {
    const page = await context.newPage()
    await page.goto(`/write/${id}`)
    const text = textOf(page)
    await text.click()
    await page.keyboard.press('Control+Home')
    return page
  }
  const textOf = (page: Page) => page.getByRole('textbox', { name: 'Text of the post' })
  const state = (page: Page, name: string) => page.locator(`[data-state=${name}]`).waitFor()
  async function type(page: Page, words: string): Promise<void> {
    await page.keyboard.type(words)
    await state(page, 'dirty')
  }

  it('saves what is typed by itself: text, title and tags', async () => {
    const { id } = await aDraft()
    const page = await edit(id)
    await type(page, 'At first light. ')
    await page.getByLabel('Title of the post').fill('A better title')
    await page.getByLabel('Tags').fill('Rain, #walking')
    await state(page, 'saved')
    expect(await stored(id)).toMatchObject({ title: 'A better title', tags: ['rain', 'walking'] })
    expect((await stored(id)).html).toContain('At first light.')
    await page.close()
  })

  it('formats by buttons and says which ones hold', async () => {
    const { id } = await aDraft({ html: '<p>words</p>' })
    const page = await edit(id)
    await page.keyboard.press('Control+a')
    await page.getByRole('button', { name: 'Heading', exact: true }).click()
    await page.getByRole('button', { name: 'Italic' }).click()
    expect(await page.getByRole('button', { name: 'Italic' }).getAttribute('aria-pressed')).toBe('true')
    await page.getByRole('button', { name: 'Link' }).click()
    await page.getByLabel('Address of the link').fill('example.org')
    await page.keyboard.press('Enter')
    await state(page, 'saved')
    const { html } = await stored(id)
    expect(html).toMatch(/^<h2><a href="https:\/\/example.org"[^>]*><em>words<\/em><\/a><\/h2>/)
    await page.close()
  })

  it('keeps pictures of a text that came with some', async () => {
    const { id } = await aDraft({ html: '<p>Look:</p><img src="https://example.org/a.png" alt="A hill">' })
    const page = await edit(id)
    await type(page, 'Well. ')
    await state(page, 'saved')
    expect((await stored(id)).html).toMatch(/<img src="https:\/\/example.org\/a.png" alt="A hill"/)
    await page.close()
  })

  /** One draft in two tabs: the other one has saved, and mine was typed into afterwards. */
  async function twoTabsInConflict() {
    const { id } = await aDraft()
    const mine = await edit(id)
    const other = await edit(id)
    await type(other, 'Theirs. ')
    await state(other, 'saved')
    await type(mine, 'Mine. ')
    return { id, mine, other }
  }

  it('asks whose text should stay when another tab was faster, and keeps mine', async () => {
    const { id, mine, other } = await twoTabsInConflict()
    await mine.getByRole('button', { name: 'Keep mine' }).click()
    await state(mine, 'saved')
    const { html } = await stored(id)
    expect(html).toContain('Mine.')
    expect(html).not.toContain('Theirs.')
    await mine.close()
    await other.close()
  })

  it('asks whose text should stay when another tab was faster, and loads theirs', async () => {
    const { id, mine, other } = await twoTabsInConflict()
    await mine.getByRole('button', { name: 'Load the other one' }).click()
    await textOf(mine).getByText('Theirs.').waitFor()
    await textOf(mine).click()
    await type(mine, 'And more. ')
    await state(mine, 'saved')
    const { html } = await stored(id)
    expect(html).toContain('Theirs.')
    expect(html).toContain('And more.')
    expect(html).not.toContain('Mine.')
    await mine.close()
    await other.close()
  })

  it('says that there is no connection, and saves when it is back', async () => {
    const { id } = await aDraft()
    const page = await edit(id)
    await context.setOffline(true)
    await type(page, 'On a train. ')
    await page.getByText('No connection.').first().waitFor()
    await context.setOffline(false)
    await state(page, 'saved')
    expect((await stored(id)).html).toContain('On a train.')
    await page.close()
  })

  it('publishes what is on the screen, and changes a published post only when told to', async () => {
    const { id } = await aDraft({ title: 'Ready', html: '<p>Old words.</p>' })
    const page = await edit(id)
    await page.keyboard.type('New words. ')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL('**/b/**')
    expect(await page.locator('.prose').textContent()).toContain('New words.')

    await page.getByRole('link', { name: 'Edit this post' }).click()
    await textOf(page).click()
    await type(page, 'Afterthought. ')
    await page.getByRole('button', { name: 'Update the post' }).click()
    await state(page, 'saved')
    expect((await stored(id)).html).toContain('Afterthought.')

    await page.getByRole('button', { name: 'Back to drafts' }).click()
    await page.getByRole('button', { name: 'Publish' }).waitFor()
    expect((await stored(id)).status).toBe('draft')
    await page.close()
  })

  it('says why it does not publish a post without a title', async () => {
    const { id } = await aDraft({ title: '' })
    const page = await edit(id)
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('A published post needs a title and a text.').waitFor()
    await page.close()
  })

  it('deletes a post only after asking', async () => {
    const { id } = await aDraft()
    const page = await edit(id)
    await page.getByRole('button', { name: 'Delete the post' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect((await stored(id)).id).toBe(id)
    await page.getByRole('button', { name: 'Delete the post' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await page.waitForURL('**/write')
    expect((await stored(id)).code).toBe('post-not-found')
    await page.close()
  })
})
