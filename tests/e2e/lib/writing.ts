import type { TestPlatform } from '@quark/testing'
import type { BrowserContext, Page } from 'playwright-core'
import { aBlog, aPerson, aPost, type Registered } from './people.ts'

/** A person with a blog, and what tests of the editor ask of both. */
export class Writer {
  private constructor(
    private readonly quark: TestPlatform,
    readonly person: Registered,
    readonly blog: { id: string; slug: string },
  ) {}

  static async of(quark: TestPlatform, name: string): Promise<Writer> {
    const person = await aPerson(quark, name)
    return new Writer(quark, person, await aBlog(quark, person))
  }

  aDraft(post: Record<string, unknown> = {}) {
    return aPost(this.quark, this.person, this.blog.id, { status: 'draft', title: 'Draft', ...post })
  }

  async stored(id: string) {
    return (await this.quark.get(`/api/v1/posts/${id}`, { token: this.person.accessToken })).body
  }

  async drafts(): Promise<{ id: string; title: string }[]> {
    return (await this.quark.get('/api/v1/posts?status=draft', { token: this.person.accessToken })).body.items
  }
}

export const textOf = (page: Page) => page.getByRole('textbox', { name: /^(Text of the post|Текст записи)$/ })

/** Waits for what the editor says of its text: `saved`, `offline`... */
export const state = (page: Page, name: string) => page.locator(`[data-state=${name}]`).waitFor()

/** The editor of a post in a tab of its own, with the cursor at the beginning of the text. */
export async function edit(context: BrowserContext, id: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`/write/${id}`)
  await textOf(page).click()
  await page.keyboard.press('Control+Home')
  return page
}

/** Ends a page in the midst of things: one that is closed sends in its last moment what it has, offline or not. */
export async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash')
  const devtools = await page.context().newCDPSession(page)
  // No answer comes from a page that is gone.
  devtools.send('Page.crash').catch(() => {})
  await crashed
  await page.close()
}

/** Runs in the page: the HTML of all texts in its IndexedDB. */
const READ_COPIES = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('quark-drafts')
  opening.onerror = () => reject(opening.error)
  opening.onsuccess = () => {
    const database = opening.result
    const finish = (copies) => {
      database.close()
      resolve(copies.map(({ draft }) => draft.html))
    }
    if (!database.objectStoreNames.contains('copies')) return finish([])
    const all = database.transaction('copies').objectStore('copies').getAll()
    all.onsuccess = () => finish(all.result)
  }
})`

/** The texts that the browser keeps of posts, as HTML. */
export const keptIn = (page: Page): Promise<string[]> => page.evaluate<string[]>(READ_COPIES)

/** Runs in the page, on the text: what a browser does when something is pasted. */
const PASTE = `(field, [html, plain]) => {
  const data = new DataTransfer()
  if (html) data.setData('text/html', html)
  data.setData('text/plain', plain)
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}`

/** As a person pastes: what the clipboard has, in both forms. */
export const paste = (page: Page, html: string, plain = ''): Promise<void> =>
  page.evaluate<void>(`(${PASTE})(document.querySelector('.ProseMirror'), ${JSON.stringify([html, plain])})`)
