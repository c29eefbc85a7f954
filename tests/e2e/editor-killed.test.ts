import { until } from '@quark/testing'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserOptions } from './lib/browser.ts'
import { KillableBrowser } from './lib/killable-browser.ts'
import { KillableQuark } from './lib/killable-quark.ts'
import { aBlog, aPerson, logIn, type Registered } from './lib/people.ts'
import { seededRandom } from './lib/seeded-random.ts'

const options = browserOptions()

/** What may be lost of what was typed. */
const LOST_MS = 1000
const WORD_EVERY_MS = 60
const VICTIMS = ['browser', 'server', 'both', 'browser'] as const

/** `SEED` repeats a run. */
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)

describe.skipIf(!options)('a text that is typed while things are killed', { timeout: 180_000 }, () => {
  let quark: KillableQuark
  let browser: KillableBrowser
  let ada: Registered
  let blog: string
  let cookies: Parameters<BrowserContext['addCookies']>[0] = []
  beforeAll(async () => {
    quark = await KillableQuark.start()
    ada = await aPerson(quark.api, 'Ada Lovelace')
    blog = (await aBlog(quark.api, ada)).slug
    browser = new KillableBrowser(options ?? {}, quark.url)
    const context = await browser.run()
    await logIn(context, ada)
    cookies = await context.cookies()
    await browser.kill()
  }, 120_000)
  afterAll(async () => {
    await browser?.stop()
    await quark?.stop()
  })

  /** Words that were typed, each with its time. */
  let typed: { word: string; at: number }[] = []
  let count = 0
  const textOf = (page: Page) => page.getByRole('textbox', { name: 'Text of the post' })

  /** Types numbered words until told to stop, or until the browser is gone. */
  function typeInto(page: Page): { stop(): Promise<void> } {
    let isOver = false
    const type = async () => {
      while (!isOver) {
        const word = `w${String(++count).padStart(4, '0')}`
        const next = Date.now() + WORD_EVERY_MS
        await page.keyboard.type(`${word} `)
        typed.push({ word, at: Date.now() })
        await page.waitForTimeout(Math.max(0, next - Date.now()))
      }
    }
    // A browser that is killed takes the last keystroke with it.
    const typing = type().catch((error: Error) => {
      if (!/closed|crashed/i.test(error.message)) throw error
    })
    return {
      stop: () => {
        isOver = true
        return typing
      },
    }
  }

  /** The editor again after a crash, as a person finds it: by the list of drafts, or where it was begun. */
  async function reopen(): Promise<Page> {
    const context = await browser.run()
    await context.addCookies(cookies)
    const page = await context.newPage()
    const drafts = await quark.api.get('/api/v1/posts?status=draft', { token: ada.accessToken })
    const id = drafts.body.items[0]?.id
    await page.goto(id ? `/write/${id}` : `/write/new?title=Numbers&blog=${blog}`)
    return page
  }

  /** Not the last one, of which a kill may have left a part. */
  const wholeWords = (text: string): string[] => text.match(/w\d{4}/g) ?? []

  async function wordsIn(page: Page): Promise<string[]> {
    await textOf(page).waitFor()
    return wholeWords((await textOf(page).textContent()) ?? '')
  }

  it(`keeps all but the last second of it (SEED=${seed})`, async () => {
    const random = seededRandom(seed)
    let page = await (await browser.run()).newPage()
    await page.context().addCookies(cookies)
    await page.goto(`/write/new?title=Numbers&blog=${blog}`)
    await textOf(page).waitFor()
    for (const victim of VICTIMS) {
      await textOf(page).focus()
      await page.keyboard.press('Control+End')
      await page.keyboard.press('Enter')
      const typing = typeInto(page)
      const begun = typed.length
      const most = begun + 10 + Math.floor(random() * 30)
      await until('some words', () => typed.length >= most, 20_000)

      const killedAt = Date.now()
      if (victim !== 'browser') await quark.kill()
      if (victim !== 'server') await browser.kill()
      else await until('words without a server', () => typed.length >= most + 15, 20_000)
      await typing.stop()
      if (victim !== 'browser') await quark.run()
      if (victim !== 'server') page = await reopen()

      const due = typed.filter(({ at }) => victim === 'server' || at < killedAt - LOST_MS).map(({ word }) => word)
      const found = await wordsIn(page)
      const lost = due.filter((word) => !found.includes(word))
      expect(lost, `lost after the ${victim} was killed`).toEqual([])
      expect(new Set(found).size, 'nothing is there twice').toBe(found.length)
      typed = found.map((word) => ({ word, at: 0 }))
      await page.locator('[data-state=saved]').waitFor({ timeout: 30_000 })
      const [draft] = (await quark.api.get('/api/v1/posts?status=draft', { token: ada.accessToken })).body.items
      const stored = (await quark.api.get(`/api/v1/posts/${draft.id}`, { token: ada.accessToken })).body
      expect(wholeWords(stored.html)).toEqual(found)
    }
  })
})
