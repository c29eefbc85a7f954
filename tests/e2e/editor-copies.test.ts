import { type TestPlatform, until } from '@quark/testing'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser, openProfile } from './lib/browser.ts'
import { logIn } from './lib/people.ts'
import { startWholePlatform } from './lib/platform.ts'
import { crash, edit, keptIn, state, textOf, Writer } from './lib/writing.ts'

const browser = (await launchBrowser()) as Browser

describe.skipIf(!browser)('texts that the browser keeps', { timeout: 60_000 }, () => {
  let quark: TestPlatform
  let ada: Writer
  let context: BrowserContext
  beforeAll(async () => {
    quark = await startWholePlatform()
    ada = await Writer.of(quark, 'Ada Lovelace')
  })
  beforeEach(async () => {
    context = await openProfile(browser, quark.url)
    await (await logIn(context, ada.person)).close()
  })
  afterEach(() => context.close())
  afterAll(async () => {
    await browser.close()
    await quark.stop()
  })

  /** Words that were typed without a connection, in a tab that is gone since. */
  async function typedOffline(id: string, words: string): Promise<void> {
    const page = await edit(context, id)
    await context.setOffline(true)
    await page.keyboard.type(words)
    await page.getByText('Your text is kept on this device').first().waitFor()
    await crash(page)
    await context.setOffline(false)
  }

  it('come back when the page was lost without a connection, say so, and are sent', async () => {
    const { id } = await ada.aDraft()
    await typedOffline(id, 'On a train. ')
    const page = await edit(context, id)
    await page.getByText(/^Unsent changes of \d\d:\d\d restored\.$/).waitFor()
    expect(await textOf(page).textContent()).toContain('On a train.')
    await state(page, 'saved')
    expect((await ada.stored(id)).html).toContain('On a train.')
    await until('the copy to be gone', async () => (await keptIn(page)).length === 0)
  })

  it('go away again when the person does not want them', async () => {
    const { id } = await ada.aDraft()
    await typedOffline(id, 'A mistake. ')
    const page = await edit(context, id)
    await page.getByRole('button', { name: 'Undo restoring' }).click()
    expect(await textOf(page).textContent()).not.toContain('A mistake.')
    await until('the server to have it so', async () => !(await ada.stored(id)).html.includes('A mistake.'))
    await state(page, 'saved')
  })

  it('stand beside the server’s text when that was changed since: both are shown, and the person chooses', async () => {
    const { id, revision } = await ada.aDraft({ html: '<p>The morning was cold.</p>' })
    await typedOffline(id, 'Mine: ')
    const theirs = { html: '<p>The evening was cold.</p>' }
    const headers = { 'if-match': `"${revision}"` }
    expect((await quark.put(`/api/v1/posts/${id}`, theirs, { token: ada.person.accessToken, headers })).status).toBe(
      200,
    )

    const page = await context.newPage()
    await page.goto(`/write/${id}`)
    const dialog = page.getByRole('alertdialog')
    expect(await dialog.getByRole('group', { name: 'Mine, on this page' }).textContent()).toContain('Mine: The morning')
    const other = dialog.getByRole('group', { name: 'The other one, on the server' })
    expect(await other.locator('mark').allTextContents()).toEqual(['evening'])
    expect((await ada.stored(id)).html).toContain('evening')
    await dialog.getByRole('button', { name: 'Keep mine' }).click()
    await state(page, 'saved')
    expect((await ada.stored(id)).html).toContain('Mine: The morning')
  })

  it('can go to a draft of their own, and nothing is lost', async () => {
    const { id, revision } = await ada.aDraft({ title: 'Forked' })
    await typedOffline(id, 'My version. ')
    const headers = { 'if-match': `"${revision}"` }
    await quark.put(
      `/api/v1/posts/${id}`,
      { html: '<p>Their version.</p>' },
      { token: ada.person.accessToken, headers },
    )
    const page = await context.newPage()
    await page.goto(`/write/${id}`)
    await page.getByRole('button', { name: 'Mine to a new draft' }).click()
    await page.getByRole('link', { name: 'Your text is in a new draft.' }).waitFor()
    expect(await textOf(page).textContent()).toContain('Their version.')
    const forks = (await ada.drafts()).filter(({ title }) => title === 'Forked')
    const texts = await Promise.all(forks.map(async (draft) => (await ada.stored(draft.id)).html))
    expect(texts.filter((html) => html.includes('My version.'))).toHaveLength(1)
    expect(texts.filter((html) => html.includes('Their version.'))).toHaveLength(1)
  })

  it('of two tabs that ended together are both offered', async () => {
    const { id } = await ada.aDraft()
    const [one, two] = [await edit(context, id), await edit(context, id)]
    await context.setOffline(true)
    await one.keyboard.type('From one. ')
    await one.getByText('Your text is kept on this device').first().waitFor()
    await two.keyboard.type('From two. ')
    await two.getByText('Your text is kept on this device').first().waitFor()
    await one.close()
    await two.close()
    await context.setOffline(false)

    const page = await context.newPage()
    await page.goto(`/write/${id}`)
    // A tab may send its text in its last moment: the other one is then on the server, and no longer in this browser.
    const sides = page.getByRole('alertdialog').getByRole('group')
    await sides.nth(1).waitFor()
    const texts = await sides.allTextContents()
    expect(texts.join()).toContain('From one.')
    expect(texts.join()).toContain('From two.')
    const chosen = texts[1]?.includes('From one.') ? 'From one.' : 'From two.'
    await page.getByRole('button', { name: 'Load the other one' }).click()
    await until('the chosen text to be stored', async () => (await ada.stored(id)).html.includes(chosen))
    await until('the copies to be gone', async () => (await keptIn(page)).length === 0)
  })

  it('begin a post before the server knows of it', async () => {
    const page = await context.newPage()
    await page.goto('/write')
    await page.getByLabel('Title of the post').fill('Begun in a tunnel')
    await page.getByRole('button', { name: 'Start writing' }).click()
    await textOf(page).click()
    await context.setOffline(true)
    await page.keyboard.type('No light yet.')
    await page.getByText('Your text is kept on this device').first().waitFor()
    await crash(page)
    await context.setOffline(false)

    const list = await context.newPage()
    await list.goto('/write')
    await list.getByRole('region', { name: 'Not sent yet' }).getByRole('link', { name: 'Begun in a tunnel' }).click()
    await list.getByText('restored').waitFor()
    await state(list, 'saved')
    const made = (await ada.drafts()).filter(({ title }) => title === 'Begun in a tunnel')
    expect(made).toHaveLength(1)
    expect((await ada.stored(made[0]?.id ?? '')).html).toContain('No light yet.')
    expect(new URL(list.url()).pathname).toBe(`/write/${made[0]?.id}`)
    await list.reload()
    expect(await textOf(list).textContent()).toContain('No light yet.')
  })

  it('are nobody else’s, and are gone from the browser when the person logs out', async () => {
    const { id } = await ada.aDraft()
    await typedOffline(id, 'A secret. ')
    const page = await context.newPage()
    await page.goto('/')
    expect((await keptIn(page)).join()).toContain('A secret.')

    const eve = await Writer.of(quark, 'Eve')
    const cookies = await context.cookies()
    await context.clearCookies({ name: /session/ })
    await (await logIn(context, eve.person)).close()
    const other = await edit(context, (await eve.aDraft()).id)
    await other.goto('/write')
    expect(await other.content()).not.toContain('A secret.')
    await other.close()

    await context.addCookies(cookies)
    await page.reload()
    await page.getByLabel('Account of Ada Lovelace').click()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('link', { name: 'Log in' }).first().waitFor()
    await until('nothing to be kept', async () => (await keptIn(page)).length === 0)
  })
})
