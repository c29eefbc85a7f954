import AxeBuilder from '@axe-core/playwright'
import type { TestPlatform } from '@quark/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Device, launchBrowser } from './lib/browser.ts'
import { startWholePlatform } from './lib/platform.ts'
import { Talker } from './lib/talkers.ts'

const browser = (await launchBrowser()) as Browser

/** Runs in the page, on the conversation: what a browser does when a file is dropped. A picture of one pixel. */
const DROP = `(box) => {
  const bytes = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='), (c) => c.charCodeAt(0))
  const data = new DataTransfer()
  data.items.add(new File([bytes], 'dot.png', { type: 'image/png' }))
  box.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true }))
  box.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
}`

describe.skipIf(!browser)('people who talk', { timeout: 90_000 }, () => {
  let quark: TestPlatform
  beforeAll(async () => {
    quark = await startWholePlatform()
  })
  afterAll(async () => {
    await quark.stop()
    await browser.close()
  })

  const two = async (device: Device = {}) => {
    const [ada, bob] = await Promise.all([
      Talker.in(browser, quark, 'Ada Lovelace', device),
      Talker.in(browser, quark, 'Bob Marley'),
    ])
    const id = await ada.begin([bob])
    return { ada, bob, id }
  }
  const end = async (...talkers: Talker[]) => {
    // A file that is on its way, and a group that one is no longer in, are answered by a 404, which a browser writes down.
    const problems = talkers.flatMap((one) => one.problems).filter((problem) => !problem.includes('404'))
    expect(problems).toEqual([])
    await Promise.all(talkers.map(({ context }) => context.close()))
  }

  it.each([
    { language: 'en', theme: 'light', width: 1280 },
    { language: 'ru', theme: 'dark', width: 390 },
  ] as const)('see each other write, read and be there, $language, $width px', async (device) => {
    const { ada, bob, id } = await two(device)
    await Promise.all([ada.open(id), bob.open(id)])
    await ada.page.locator('header .label', { hasText: /^(online|в сети)$/ }).waitFor()

    await bob.field.pressSequentially('Hel')
    await ada.page.locator('[data-typing=true]').waitFor()
    await bob.write('Hello, Ada')
    await ada.message('Hello, Ada').waitFor()
    await ada.page.locator('[data-typing=false]').waitFor({ state: 'attached' })
    await bob.message('Hello, Ada').locator('[data-tick=read]').waitFor()

    await ada.write('Hello\nyourself')
    await bob.message('yourself').waitFor()
    await ada.message('yourself').locator('[data-tick=read]').waitFor()
    expect(await ada.messages.count()).toBe(2)
    expect(await axe(ada.page)).toEqual([])
    await end(ada, bob)
  })

  it('answer, change and take back, by keyboard too', async () => {
    const { ada, bob, id } = await two()
    await Promise.all([ada.open(id), bob.open(id)])
    await ada.write('Seven')
    await bob.message('Seven').waitFor()
    await bob.act('Seven', 'Reply')
    await bob.write('Seven what?')
    await ada.message('Seven what?').locator('.answered', { hasText: 'Seven' }).waitFor()

    await ada.field.press('ArrowUp')
    expect(await ada.field.inputValue()).toBe('Seven')
    await ada.field.press('Escape')
    expect(await ada.field.inputValue()).toBe('')
    await ada.field.press('ArrowUp')
    await ada.field.fill('Six')
    await ada.field.press('Enter')
    await bob.message('Six').first().getByText('edited').waitFor()
    await bob.message('Seven what?').locator('.answered', { hasText: 'Six' }).waitFor()

    await bob.act('Seven what?', 'Delete')
    await bob.message('Seven what?').getByRole('button', { name: 'Delete', exact: true }).click()
    await ada.message('Message deleted').waitFor()
    expect(await ada.message('Seven what?').count()).toBe(0)
    await end(ada, bob)
  })

  it('send a picture that is dropped, and only they see it', async () => {
    const { ada, bob, id } = await two()
    await Promise.all([ada.open(id), bob.open(id)])
    await ada.page.evaluate(`(${DROP})(document.querySelector('.conversation'))`)
    await ada.page.locator('[data-attachment=ready]').waitFor()
    await ada.write('')
    const picture = bob.messages.locator('img')
    await picture.waitFor()
    await expect.poll(() => bob.page.evaluate(`document.querySelector('[data-message] img').naturalWidth`)).toBe(1)
    const address = await picture.getAttribute('src')
    const stranger = await Talker.in(browser, quark, 'Eve')
    expect((await stranger.context.request.get(quark.url + address)).status()).toBe(404)
    await end(ada, bob, stranger)
  })

  it('are told in the title and the header what is unread, on any page', async () => {
    const { ada, bob, id } = await two()
    await ada.page.goto('/')
    await ada.page.locator('[data-unread-messages="0"]').waitFor()
    await bob.say(id, 'one')
    await bob.say(id, 'two')
    await ada.page.locator('[data-unread-messages="2"]').waitFor()
    await expect.poll(() => ada.page.title()).toMatch(/^\(2\) /)
    await ada.page.locator('[data-unread-messages]').click()
    await ada.page.locator(`[data-conversation="${id}"]`, { hasText: 'two' }).click()
    await ada.message('two').waitFor()
    await ada.page.locator('[data-unread-messages="0"]').waitFor()
    await expect.poll(() => ada.page.title()).not.toMatch(/^\(/)
    await end(ada, bob)
  })

  it('make a group, bring somebody in, take somebody out, and are told', async () => {
    const { ada, bob } = await two()
    const eve = await Talker.in(browser, quark, 'Eve')
    await ada.page.goto('/messages/new')
    for (const { person } of [bob, eve]) {
      await ada.page.getByRole('searchbox').fill(person.username)
      await ada.page.locator('main li', { hasText: person.username }).getByRole('link', { name: /^Add/ }).click()
      await ada.page.locator(`form[action="?/begin"] input[value="${person.id}"]`).waitFor({ state: 'attached' })
    }
    await ada.page.getByLabel('Name of the group').fill('Walkers')
    await ada.page.getByRole('button', { name: 'Create the group' }).click()
    await ada.page.getByRole('heading', { name: 'Walkers' }).waitFor()
    const id = ada.page.url().split('/').at(-1) ?? ''
    await ada.live()
    await Promise.all([bob.open(id), eve.open(id)])
    await ada.write('Saturday?')
    await Promise.all([bob, eve].map((one) => one.message('Saturday?').waitFor()))

    await ada.page.getByRole('link', { name: 'About this conversation' }).click()
    await ada.page
      .locator('li', { hasText: eve.person.username })
      .getByRole('button', { name: /^Take out/ })
      .click()
    await bob.page.locator('.note', { hasText: 'Ada Lovelace took Eve out' }).waitFor()
    await eve.page.locator(`[data-conversation="${id}"]`).waitFor({ state: 'detached' })
    await ada.page.getByLabel('Add somebody').fill(`@${eve.person.username}`)
    await ada.page.getByRole('button', { name: 'Add', exact: true }).click()
    await bob.page.locator('.note', { hasText: 'Ada Lovelace brought Eve in' }).waitFor()
    await eve.page.locator(`[data-conversation="${id}"]`).waitFor()
    expect(await axe(ada.page)).toEqual([])
    await end(ada, bob, eve)
  })

  it('block, and are told why nothing is sent', async () => {
    const { ada, bob, id } = await two()
    await Promise.all([ada.page.goto(`/messages/${id}/people`), bob.open(id)])
    await ada.page.getByRole('button', { name: 'Block Bob Marley' }).click()
    await ada.page.getByRole('button', { name: 'Unblock Bob Marley' }).waitFor()
    await bob.write('Are you there?')
    await bob.page.locator('[data-waiting=refused]', { hasText: 'One of you has blocked the other' }).waitFor()
    await ada.open(id)
    await ada.page.getByText('You have blocked Bob Marley').waitFor()
    await ada.page.goto(`/messages/${id}/people`)
    await ada.page.getByRole('button', { name: 'Unblock Bob Marley' }).click()
    await ada.page.getByRole('button', { name: 'Block Bob Marley', exact: true }).waitFor()
    await ada.open(id)
    await bob.page.getByRole('button', { name: 'Try again' }).click()
    await ada.message('Are you there?').waitFor()
    expect(await bob.page.locator('[data-waiting]').count()).toBe(0)
    await end(ada, bob)
  })

  it('begin from a profile', async () => {
    const { ada, bob, id } = await two()
    await ada.page.goto(`/@${bob.person.username}`)
    await ada.page.getByRole('button', { name: 'Message' }).click()
    await ada.page.waitForURL(`**/messages/${id}`)
    await end(ada, bob)
  })
})

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
