import type { TestPlatform } from '@quark/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './lib/browser.ts'
import { startWholePlatform } from './lib/platform.ts'
import { Talker } from './lib/talkers.ts'

const browser = (await launchBrowser()) as Browser

describe.skipIf(!browser)('messages that were written without a connection', { timeout: 90_000 }, () => {
  let quark: TestPlatform
  let ada: Talker
  let bob: Talker
  beforeAll(async () => {
    quark = await startWholePlatform()
    ;[ada, bob] = await Promise.all([Talker.in(browser, quark, 'Ada'), Talker.in(browser, quark, 'Bob')])
  })
  afterAll(async () => {
    await quark.stop()
    await browser.close()
  })

  const heard = async () => (await bob.messages.allTextContents()).map((text) => /(first|second|third)/.exec(text)?.[1])

  it('wait, survive the page, and arrive once and in order when it is back', async () => {
    const id = await ada.begin([bob])
    await Promise.all([ada.open(id), bob.open(id)])
    await ada.context.setOffline(true)
    await ada.page.locator('[data-link=offline]').waitFor()
    await ada.write('the first')
    await ada.write('the second')
    await expect.poll(() => ada.page.locator('[data-waiting=waiting]').count()).toBe(2)
    await ada.page.getByText('No connection.').waitFor()
    await ada.page.close()

    await ada.context.setOffline(false)
    const page = await ada.context.newPage()
    // Whatever page is open sends what waits.
    await page.goto('/')
    await bob.message('the second').waitFor()
    expect(await heard()).toEqual(['first', 'second'])
    await page.goto(`/messages/${id}`)
    await page.locator('[data-message]', { hasText: 'the second' }).waitFor()
    await page.locator('[data-waiting]').first().waitFor({ state: 'detached' })
    expect(await page.locator('[data-message]').count()).toBe(2)
    await page.close()
  })

  it('are sent by one of two tabs', async () => {
    const id = await ada.begin([bob], 'Two tabs')
    await bob.open(id)
    const tabs = await Promise.all([ada.context.newPage(), ada.context.newPage()])
    for (const tab of tabs) {
      await tab.goto(`/messages/${id}`)
      await tab.locator('[data-link=live]').waitFor({ state: 'attached' })
    }
    await ada.context.setOffline(true)
    for (const [index, tab] of tabs.entries()) {
      const field = tab.getByRole('textbox', { name: 'Your message' })
      await field.fill(index === 0 ? 'the first' : 'the second')
      await field.press('Enter')
      await tab.locator('[data-waiting=waiting]').nth(index).waitFor()
    }
    await ada.context.setOffline(false)
    await bob.message('the second').waitFor()
    for (const tab of tabs) {
      await expect.poll(() => tab.locator('[data-waiting]').count()).toBe(0)
      expect(await tab.locator('[data-message]').count()).toBe(2)
    }
    expect(await heard()).toEqual(['first', 'second'])
  })

  it('are forgotten when the person logs out', async () => {
    const eve = await Talker.in(browser, quark, 'Eve')
    const id = await eve.begin([bob], 'Left')
    await eve.open(id)
    await eve.context.setOffline(true)
    await eve.write('never sent')
    await eve.page.locator('[data-waiting=waiting]').waitFor()
    const kept = async () => {
      const names = await eve.page.evaluate<{ name: string }[]>('indexedDB.databases()')
      return names.map(({ name }) => name)
    }
    expect(await kept()).toContain('quark-outbox')
    await eve.page.evaluate(
      `document.querySelector('form[action="/logout"]').addEventListener('submit', (event) => event.preventDefault())`,
    )
    await eve.page.locator('summary').click()
    await eve.page.locator('form[action="/logout"] button').click()
    await expect.poll(kept).not.toContain('quark-outbox')
  })
})
