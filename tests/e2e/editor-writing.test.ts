import type { TestPlatform } from '@quark/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GOOGLE_DOCS, WORD } from '../../services/web/tests/unit/clipboard-samples.ts'
import { faultsOf } from './lib/axe.ts'
import { launchBrowser, openProfile } from './lib/browser.ts'
import { logIn } from './lib/people.ts'
import { startWholePlatform } from './lib/platform.ts'
import { edit, paste, state, textOf, Writer } from './lib/writing.ts'

const browser = (await launchBrowser()) as Browser

describe.skipIf(!browser)('writing', { timeout: 60_000 }, () => {
  let quark: TestPlatform
  let ada: Writer
  let context: BrowserContext
  let phone: BrowserContext
  beforeAll(async () => {
    quark = await startWholePlatform()
    ada = await Writer.of(quark, 'Ada Lovelace')
    context = await openProfile(browser, quark.url)
    await (await logIn(context, ada.person)).close()
    phone = await openProfile(browser, quark.url, { width: 390, language: 'ru', theme: 'dark' })
    await (await logIn(phone, ada.person)).close()
  })
  afterAll(async () => {
    await browser.close()
    await quark.stop()
  })

  const anEmptyDraft = () => ada.aDraft({ html: '<p></p>' })
  async function storedAfter(page: Page, id: string): Promise<string> {
    await state(page, 'saved')
    // The editor keeps an empty line after a last block that is no paragraph, to click into.
    return (await ada.stored(id)).html.replace(/<p><\/p>$/, '')
  }

  it('finds a block by what is typed after a slash, by keys alone, and says so to a screen reader', async () => {
    const { id } = await anEmptyDraft()
    const page = await edit(context, id)
    await page.keyboard.type('/head')
    const list = page.getByRole('listbox', { name: 'Blocks' })
    expect(await list.getByRole('option').allInnerTexts()).toEqual(['Heading', 'Subheading'])
    await page.keyboard.press('ArrowDown')
    const chosen = await textOf(page).getAttribute('aria-activedescendant')
    expect((await page.locator(`#${chosen}`).textContent())?.trim()).toBe('Subheading')
    await page.getByRole('status').filter({ hasText: '2 blocks' }).waitFor({ state: 'attached' })
    expect(await faultsOf(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.keyboard.type('Shoes')
    expect(await storedAfter(page, id)).toBe('<h3>Shoes</h3>')
    await page.close()
  })

  it('leaves the slash alone after Escape, and in words and addresses', async () => {
    const { id } = await anEmptyDraft()
    const page = await edit(context, id)
    await page.keyboard.type('/')
    await page.getByRole('listbox').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await page.keyboard.type(' and/or')
    expect(await page.getByRole('listbox').isVisible()).toBe(false)
    expect(await storedAfter(page, id)).toBe('<p>/ and/or</p>')
    await page.close()
  })

  it('finds blocks in Russian on a phone, whose tools stand at the bottom of the screen', async () => {
    const { id } = await anEmptyDraft()
    const page = await edit(phone, id)
    await page.keyboard.type('/цит')
    await page.getByRole('option', { name: 'Цитата' }).click()
    await page.keyboard.type('Дорогу осилит идущий')
    expect(await storedAfter(page, id)).toBe('<blockquote><p>Дорогу осилит идущий</p></blockquote>')
    const box = await page.getByRole('toolbar').boundingBox()
    expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(844)
    expect(await faultsOf(page)).toEqual([])
    await page.close()
  })

  it('takes what people type for marks: headings, lists, quotes, bold, code, links', async () => {
    const { id } = await anEmptyDraft()
    const page = await edit(context, id)
    await page.keyboard.type('## Shoes\n- one\ntwo\n\n> quoted\n\n**bold** and `code` and [here](https://example.org) ')
    const html = await storedAfter(page, id)
    expect(html).toContain('<h2>Shoes</h2><ul><li><p>one</p></li><li><p>two</p></li></ul>')
    expect(html).toContain('<blockquote><p>quoted</p></blockquote>')
    expect(html).toContain('<strong>bold</strong> and <code>code</code> and <a href="https://example.org"')
    await page.close()
  })

  it('colours code in the language that is chosen, here and for readers without scripts', async () => {
    const { id } = await anEmptyDraft()
    const page = await edit(context, id)
    await page.keyboard.type('``` let a = "<b>"')
    await page.getByLabel('Language of the code').selectOption('typescript')
    await page.locator('.code-block .hljs-keyword', { hasText: 'let' }).waitFor()
    expect(await faultsOf(page)).toEqual([])
    expect(await storedAfter(page, id)).toBe('<pre><code class="language-typescript">let a = "&lt;b&gt;"</code></pre>')

    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL('**/b/**')
    const reader = await openProfile(browser, quark.url, { javaScript: false, theme: 'dark' })
    const read = await reader.newPage()
    await read.goto(page.url())
    expect(await read.locator('.prose .hljs-keyword').textContent()).toBe('let')
    expect(await read.locator('.prose pre').textContent()).toBe('let a = "<b>"')
    await reader.close()
    await page.close()
  })

  it.each([
    [
      'Word',
      WORD,
      '<h2>Walks</h2><p>It <strong>rained</strong> and we <em>went</em> anyway.</p><ul><li><p>Bread</p></li><li><p>Rope</p><ul><li><p>Two of them</p></li></ul></li></ul><p>Then:</p><ol><li><p>Out</p></li><li><p>Home</p></li></ol>',
    ],
    [
      'Google Docs',
      GOOGLE_DOCS,
      '<h2>Прогулка</h2><p>Шёл <strong>дождь</strong>, но мы <em>вышли</em>. <a href="https://example.org/" rel="nofollow noopener ugc">Сюда</a></p><ul><li><p>хлеб</p></li><li><p>верёвка</p><ul><li><p>две</p></li></ul></li></ul>',
    ],
  ])('takes a text from %s with its structure and without its looks', async (_, html, wanted) => {
    const { id } = await anEmptyDraft()
    const page = await edit(context, id)
    await paste(page, html)
    expect(await storedAfter(page, id)).toBe(wanted)
    await page.close()
  })

  it('makes a link of the selection by an address that is pasted on it', async () => {
    const { id } = await ada.aDraft({ html: '<p>here</p>' })
    const page = await edit(context, id)
    await page.keyboard.press('Control+a')
    await paste(page, '', 'https://example.org/a')
    expect(await storedAfter(page, id)).toMatch(/^<p><a href="https:\/\/example.org\/a"[^>]*>here<\/a><\/p>/)
    await page.close()
  })

  it('counts words and the minutes of reading', async () => {
    const { id } = await ada.aDraft({ html: `<p>${'word '.repeat(456)}</p>` })
    const page = await edit(context, id)
    await page.locator('[data-size]', { hasText: '456 words' }).waitFor()
    expect(await page.locator('[data-size]').textContent()).toContain('2 min')
    await page.close()
  })

  it('shows both texts on a phone, one above the other, and within the screen', async () => {
    const { id, revision } = await ada.aDraft({ html: `<p>${'Long words. '.repeat(200)}</p>` })
    const page = await edit(phone, id)
    const headers = { 'if-match': `"${revision}"` }
    await quark.put(`/api/v1/posts/${id}`, { html: '<p>Иной текст.</p>' }, { token: ada.person.accessToken, headers })
    await page.keyboard.type('Мой. ')
    const dialog = page.getByRole('alertdialog')
    await dialog.waitFor()
    const sides = await Promise.all((await dialog.getByRole('group').all()).map((side) => side.boundingBox()))
    expect(sides[1]?.y).toBeGreaterThan((sides[0]?.y ?? 0) + (sides[0]?.height ?? 0))
    const box = await dialog.boundingBox()
    expect(box?.y).toBeGreaterThanOrEqual(0)
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844)
    expect(await faultsOf(page)).toEqual([])
    await page.close()
  })

  it('costs readers nothing: the editor is fetched on its own pages alone', async () => {
    const page = await context.newPage()
    const scripts: string[] = []
    page.on('response', async (answer) => {
      if (answer.url().endsWith('.js')) scripts.push(await answer.text().catch(() => ''))
    })
    const { slug } = await ada.aDraft({ status: 'published', title: 'Light' })
    for (const path of ['/', `/b/${ada.blog.slug}/${slug}`, '/settings']) {
      await page.goto(path)
      await page.locator('html[data-hydrated]').waitFor({ state: 'attached' })
    }
    await page.waitForLoadState('networkidle')
    expect(scripts.length).toBeGreaterThan(3)
    expect(scripts.filter((script) => /ProseMirror|hljs/.test(script))).toEqual([])
    await page.goto(`/write/${(await anEmptyDraft()).id}`)
    await textOf(page).waitFor()
    expect(scripts.some((script) => script.includes('ProseMirror'))).toBe(true)
    await page.close()
  })
})
