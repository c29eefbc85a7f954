import type { TestPlatform } from '@quark/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './lib/browser.ts'
import { startWholePlatform } from './lib/platform.ts'
import { Talker } from './lib/talkers.ts'

const browser = (await launchBrowser()) as Browser

/** Runs in the page: the first message in view, and where it stands. */
const FIRST_IN_VIEW = `(() => {
  const box = document.querySelector('[role=log]')
  const edge = box.getBoundingClientRect().top
  const row = [...box.querySelectorAll('[data-message]')].find((one) => one.getBoundingClientRect().top >= edge)
  return { seq: row.dataset.seq, top: Math.round(row.getBoundingClientRect().top), count: box.querySelectorAll('[data-message]').length }
})()`

/** Runs in the page: scrolls near the beginning of what is there. */
const SCROLL_UP = `(() => {
  const box = document.querySelector('[role=log]')
  box.scrollTop = -(box.scrollHeight - box.clientHeight - 500)
})()`

interface View {
  seq: string
  top: number
  count: number
}

describe.skipIf(!browser)('a long conversation', { timeout: 90_000 }, () => {
  let quark: TestPlatform
  let ada: Talker
  let bob: Talker
  beforeAll(async () => {
    quark = await startWholePlatform({ MESSAGES_PER_MINUTE: '10000' })
    ada = await Talker.in(browser, quark, 'Ada Lovelace')
    bob = await Talker.in(browser, quark, 'Bob', { width: 390, theme: 'dark', language: 'ru' })
  })
  afterAll(async () => {
    await quark.stop()
    await browser.close()
  })

  it('loads what is older while one reads upwards, moves nothing, and finds what a message answers', async () => {
    const id = await ada.begin([bob])
    const first = await bob.say(id, 'The very first')
    for (let number = 2; number < 130; number++) await bob.say(id, `number ${number}.`)
    await bob.say(id, 'An answer to it', { replyTo: first.id })
    await ada.ask('put', `/conversations/${id}/read`, { seq: 130 })

    await ada.open(id)
    await ada.message('An answer to it').waitFor()
    expect((await ada.page.evaluate<View>(FIRST_IN_VIEW)).count).toBeLessThan(120)
    await ada.page.evaluate(SCROLL_UP)
    const before = await ada.page.evaluate<View>(FIRST_IN_VIEW)
    await expect.poll(async () => (await ada.page.evaluate<View>(FIRST_IN_VIEW)).count).toBeGreaterThan(before.count)
    const after = await ada.page.evaluate<View>(FIRST_IN_VIEW)
    expect(after.seq).toBe(before.seq)
    expect(Math.abs(after.top - before.top)).toBeLessThan(3)

    await ada.page.getByRole('button', { name: 'To the newest' }).click()
    await ada.message('An answer to it').locator('.answered').click()
    await expect.poll(() => ada.page.evaluate('document.activeElement.textContent')).toContain('The very first')
    const places = await ada.messages.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-seq'))))
    expect(places).toEqual(Array.from({ length: 130 }, (_, index) => index + 1))
    expect(ada.problems).toEqual([])
  })

  it('begins where the reader was, and counts down while they read on', async () => {
    const id = await ada.begin([bob], 'Walkers')
    for (let number = 1; number <= 80; number++) await ada.say(id, `number ${number}.`)
    await bob.open(id)
    await bob.message('number 1.').waitFor()
    await bob.page.locator('[data-line=unread]').waitFor()
    expect(await bob.message('number 80.').count()).toBe(0)
    await bob.page.getByRole('button', { name: /непрочитанн|К новым/ }).click()
    await bob.message('number 80.').waitFor()
    await bob.page.locator('[data-unread-messages="0"]').waitFor()
    // On a phone the list is a page of its own.
    expect(await bob.page.locator('[data-conversation]').first().isVisible()).toBe(false)
    await bob.page.getByRole('link', { name: 'Все беседы' }).click()
    await bob.page.locator(`[data-conversation="${id}"]`).click()
    await bob.message('number 80.').waitFor()
    expect(bob.problems).toEqual([])
  })
})
