import { type TestPlatform, until } from '@quark/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser, openProfile } from './lib/browser.ts'
import { logIn } from './lib/people.ts'
import { aPicture, give } from './lib/pictures.ts'
import { startWholePlatform } from './lib/platform.ts'
import { edit, state, textOf, Writer } from './lib/writing.ts'

const browser = (await launchBrowser()) as Browser

describe.skipIf(!browser)('pictures in the editor', { timeout: 60_000 }, () => {
  let quark: TestPlatform
  let ada: Writer
  let context: BrowserContext
  let photo: Buffer
  beforeAll(async () => {
    quark = await startWholePlatform()
    ada = await Writer.of(quark, 'Ada Lovelace')
    photo = await aPicture()
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

  const hill = () => ({ name: 'hill.jpg', type: 'image/jpeg', content: photo })
  const shown = (page: Page, count: number) =>
    until(`${count} pictures to be shown`, async () =>
      page.evaluate<boolean>(`(() => {
        const images = [...document.querySelectorAll('.prose img')]
        return images.length === ${count} && images.every((image) => image.complete && image.naturalWidth > 0)
      })()`),
    )

  it('come by paste, with a description and a caption, and readers see them without scripts', async () => {
    const { id } = await ada.aDraft({ title: 'Hills', html: '<p>Before.</p><p>After.</p>' })
    const page = await edit(context, id)
    await give(page, 'paste', [hill()])
    await shown(page, 1)
    await page.getByRole('textbox', { name: 'Description of the picture' }).fill('A green hill')
    await page.keyboard.press('Enter')
    await page.keyboard.type('In the morning')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Between.')
    await state(page, 'saved')
    expect((await ada.stored(id)).html).toMatch(
      /^<p>Before\.<\/p><figure><img src="\/media\/[^"]+" alt="A green hill" width="1200" height="800"[^>]*><figcaption>In the morning<\/figcaption><\/figure><p>Between\.<\/p><p>After\.<\/p>/,
    )

    await page.reload()
    await textOf(page).click()
    await shown(page, 1)
    expect(await page.getByRole('textbox', { name: 'Description of the picture' }).inputValue()).toBe('A green hill')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL('**/b/**')

    const stranger = await openProfile(browser, quark.url, { javaScriptEnabled: false })
    const reading = await stranger.newPage()
    await reading.goto(page.url())
    const image = reading.getByRole('figure').getByRole('img', { name: 'A green hill' })
    expect(await image.getAttribute('srcset')).toContain('800w')
    expect((await reading.request.get(new URL((await image.getAttribute('src')) ?? '', quark.url).href)).status()).toBe(
      200,
    )
    expect(await reading.getByText('In the morning').isVisible()).toBe(true)
    await stranger.close()
  })

  it('come several at once by the slash menu, in the order of their files; one that is none is named and left out', async () => {
    const { id } = await ada.aDraft({ html: '<p></p>' })
    const page = await edit(context, id)
    const choosing = page.waitForEvent('filechooser')
    await page.keyboard.type('/pictures')
    await page.getByRole('option', { name: 'Pictures' }).waitFor()
    await page.keyboard.press('Enter')
    const small = { name: 'small.png', mimeType: 'image/png', buffer: await aPicture('#a47', 40, 30) }
    await (await choosing).setFiles([
      { name: 'hill.jpg', mimeType: 'image/jpeg', buffer: photo },
      { name: 'letter.png', mimeType: 'image/png', buffer: Buffer.from('Dear Ada, this is no picture.') },
      small,
    ])
    await shown(page, 2)
    await page
      .getByRole('alert')
      .getByText(/^letter\.png: .*JPEG, PNG/)
      .waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.keyboard.type('And on.')
    await state(page, 'saved')
    const { html } = await ada.stored(id)
    expect([...html.matchAll(/ width="(\d+)"/g)].map(([, width]) => width)).toEqual(['1200', '40'])
    expect(html).toContain('<p>And on.</p>')
  })

  it('come where they are dropped, while somebody types elsewhere', async () => {
    const { id } = await ada.aDraft({ html: '<p>One.</p><p>Two.</p><p>Three.</p>' })
    const page = await edit(context, id)
    const gate = Promise.withResolvers<void>()
    await page.route('**/api/v1/upload', async (route) => {
      await gate.promise
      await route.continue()
    })
    await give(page, 'drop', [hill()])
    await page.getByRole('progressbar', { name: 'Picture 1 of 1' }).waitFor()
    await textOf(page).getByText('One.').click()
    await page.keyboard.press('Home')
    await page.keyboard.type('Number ')
    await state(page, 'saved')
    expect((await ada.stored(id)).html).toBe('<p>Number One.</p><p>Two.</p><p>Three.</p>')
    gate.resolve()
    await shown(page, 1)
    await state(page, 'saved')
    expect((await ada.stored(id)).html).toMatch(/^<p>Number One\.<\/p><p>Two\.<\/p><p>Three\.<\/p><img /)
  })

  it('are left out when the connection breaks or somebody cancels; nothing half-done stays in the text', async () => {
    const { id } = await ada.aDraft({ html: '<p>One.</p>' })
    const page = await edit(context, id)
    await page.route('**/api/v1/upload', (route) => route.abort('connectionreset'))
    await give(page, 'paste', [hill()])
    await page.getByRole('alert').getByText('hill.jpg: No connection. Try again.').waitFor()
    await page.unroute('**/api/v1/upload')

    await page.route('**/api/v1/upload', () => {})
    await give(page, 'paste', [hill()])
    await page.locator('.upload-place').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('.upload-place').waitFor({ state: 'detached' })
    expect(await page.getByRole('progressbar').count()).toBe(0)
    expect((await ada.stored(id)).html).toBe('<p>One.</p>')
  })

  it('are removed, and come back when that is undone', async () => {
    const { id } = await ada.aDraft({ html: '<p>One.</p>' })
    const page = await edit(context, id)
    await give(page, 'paste', [hill()])
    await shown(page, 1)
    await state(page, 'saved')
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await state(page, 'saved')
    await until('the picture to be gone', async () => !(await ada.stored(id)).html.includes('<img'))
    await page.keyboard.press('Control+z')
    await shown(page, 1)
  })

  it('stand above a post as its cover, until it is removed', async () => {
    const { id } = await ada.aDraft({ title: 'Covered' })
    const page = await edit(context, id)
    const cover = page.getByRole('group', { name: 'Cover' })
    await cover.locator('input').setInputFiles({ name: 'no.txt', mimeType: 'text/plain', buffer: Buffer.from('no') })
    await cover.getByText('no.txt: This file is not a picture.').waitFor()
    await cover.locator('input').setInputFiles({ name: 'hill.jpg', mimeType: 'image/jpeg', buffer: photo })
    await cover.getByRole('button', { name: 'Remove the cover' }).waitFor()
    await until('the server to have it', async () => (await ada.stored(id)).cover !== null)

    await page.reload()
    await cover.locator('img').waitFor()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL('**/b/**')
    const { cover: stored } = await ada.stored(id)
    await page.locator(`img[src="${stored.url}"]`).waitFor()

    const again = await edit(context, id)
    await again.getByRole('button', { name: 'Remove the cover' }).click()
    await again.getByRole('button', { name: 'Update the post' }).click()
    await state(again, 'saved')
    await until('the cover to be gone', async () => (await ada.stored(id)).cover === null)
  })
})
