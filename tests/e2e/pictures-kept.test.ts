import { type TestPlatform, until } from '@quark/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { faultsOf } from './lib/axe.ts'
import { launchBrowser, openProfile } from './lib/browser.ts'
import { logIn } from './lib/people.ts'
import { aPicture, give } from './lib/pictures.ts'
import { startWholePlatform } from './lib/platform.ts'
import { edit, Writer } from './lib/writing.ts'

const browser = (await launchBrowser()) as Browser

describe.skipIf(!browser)('pictures that are in a text or on their way', { timeout: 60_000 }, () => {
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

  it('survive a heading made of the whole text, cutting and pasting, and the joining of lines while they come', async () => {
    const { id } = await ada.aDraft({ html: '<p>One.</p><p>Two.</p>' })
    const page = await edit(context, id)
    const gate = Promise.withResolvers<void>()
    await page.route('**/api/v1/upload', async (route) => {
      await gate.promise
      await route.continue()
    })
    await page.keyboard.press('End')
    await give(page, 'paste', [hill()])
    await page.locator('.upload-place').waitFor()
    await page.keyboard.press('Delete')
    gate.resolve()
    await shown(page, 1)
    await page.keyboard.press('Control+a')
    await page.getByRole('button', { name: 'Heading', exact: true }).click()
    await until('the words to be a heading and the picture to be there', async () =>
      /^<h2>One\.Two\.<\/h2><img src="\/media\//.test((await ada.stored(id)).html),
    )
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+x')
    await until('the text to be empty', async () => !(await ada.stored(id)).html.includes('<img'))
    await page.keyboard.press('Control+v')
    await shown(page, 1)
    await until('all of it to be back', async () =>
      /^<h2>One\.Two\.<\/h2><img src="\/media\//.test((await ada.stored(id)).html),
    )
  })

  it('are described by keys alone; without a description they are silent for a reader, and no fault to axe', async () => {
    const { id } = await ada.aDraft({ title: 'Two hills', html: '<p>One.</p>' })
    const page = await edit(context, id)
    await give(page, 'paste', [hill(), { ...hill(), name: 'again.jpg' }])
    await shown(page, 2)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.type('A caption')
    await page.keyboard.press('Tab')
    await page.keyboard.type('A hill in rain')
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL('**/b/**')
    const described = await page
      .locator('.prose img')
      .evaluateAll((images) => images.map((image) => image.getAttribute('alt')))
    expect(described.sort()).toEqual(['', 'A hill in rain'])
    expect(await faultsOf(page)).toEqual([])
  })

  it('are waited for by who publishes, the cover too', async () => {
    const { id } = await ada.aDraft({ title: 'In a hurry', html: '<p>One.</p>' })
    const page = await edit(context, id)
    const gate = Promise.withResolvers<void>()
    await page.route('**/api/v1/upload', async (route) => {
      await gate.promise
      await route.continue()
    })
    await give(page, 'paste', [hill()])
    const cover = { name: 'cover.jpg', mimeType: 'image/jpeg', buffer: photo }
    await page.getByRole('group', { name: 'Cover' }).locator('input').setInputFiles(cover)
    await page.locator('.upload-place').waitFor()
    await page.getByRole('button', { name: 'Publish' }).click()
    gate.resolve()
    await page.waitForURL('**/b/**')
    const post = await ada.stored(id)
    expect(post).toMatchObject({ status: 'published', cover: { width: 1200 } })
    expect(post.html).toContain('<img src="/media/')
  })

  it('fit a phone in the dark, in Russian, with what was refused and a cover', async () => {
    const phone = await openProfile(browser, quark.url, { width: 390, language: 'ru', theme: 'dark' })
    await (await logIn(phone, ada.person)).close()
    const page = await edit(phone, (await ada.aDraft()).id)
    const letter = { name: `${'очень-длинное-имя-'.repeat(8)}.txt`, type: 'text/plain', content: Buffer.from('no') }
    await give(page, 'paste', [hill(), letter])
    await shown(page, 1)
    await page.getByRole('alert').getByText('Этот файл — не изображение.').waitFor()
    const cover = page.getByRole('group', { name: 'Обложка' })
    await cover.locator('input').setInputFiles({ name: 'c.jpg', mimeType: 'image/jpeg', buffer: photo })
    await cover.locator('img').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(await faultsOf(page)).toEqual([])
    await phone.close()
  })

  it('and covers are told apart where a person chooses between two texts', async () => {
    const picture = (name: string) => `<p>Same words.</p><img src="https://example.org/${name}.png" alt="A hill">`
    const { id } = await ada.aDraft({ html: picture('a') })
    const page = await edit(context, id)
    const { revision } = await ada.stored(id)
    const headers = { 'if-match': `"${revision}"` }
    await quark.put(`/api/v1/posts/${id}`, { html: picture('b') }, { token: ada.person.accessToken, headers })
    const cover = { name: 'cover.jpg', mimeType: 'image/jpeg', buffer: photo }
    await page.getByRole('group', { name: 'Cover' }).locator('input').setInputFiles(cover)
    const dialog = page.getByRole('alertdialog')
    await dialog.waitFor()
    const marks = (await dialog.locator('mark').allTextContents()).filter((text) => text.trim())
    expect(marks).toEqual(['1', 'Cover', '2', 'No cover'])
  })
})
