import type { TestPlatform } from '@quark/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openPage, openProfile } from './lib/browser.ts'
import { startWholePlatform } from './lib/platform.ts'

const browser = await launchBrowser()

describe.skipIf(!browser)('the first story', () => {
  let quark: TestPlatform
  beforeAll(async () => {
    quark = await startWholePlatform()
  })
  afterAll(async () => {
    await quark.stop()
    await browser?.close()
  })

  it('is lived through: register, blog, write, publish, log out, be read by a stranger without JavaScript', async () => {
    const origin = quark.url
    const own = await openProfile(browser as Browser, origin)
    const { page, problems } = await openPage(own)

    await page.goto('/')
    await page.getByRole('link', { name: 'Create an account' }).first().click()
    await page.getByLabel('Username').fill('Nadezhda')
    await page.getByLabel('Name shown to readers').fill('Надежда Durova')
    await page.getByLabel('E-mail').fill('nadezhda@example.org')
    await page.getByLabel('Password').fill('seven horses and a sabre')
    await page.getByRole('button', { name: 'Create the account' }).click()

    await page.getByRole('link', { name: 'Create the blog' }).click()
    await page.getByLabel('Title').fill('Notes of a cavalry maiden')
    await page.getByLabel('Address').fill('cavalry')
    await page.getByRole('button', { name: 'Create the blog' }).click()
    await page.waitForURL('**/b/cavalry')

    await page.getByRole('link', { name: 'New post' }).click()
    await page.getByLabel('Title of the post').fill('Утро перед маршем')
    await page.getByRole('button', { name: 'Start writing' }).click()
    await page.waitForURL('**/write/*')
    const text = page.getByRole('textbox', { name: 'Text of the post' })
    await text.click()
    await page.keyboard.type('We left at dawn. ')
    await page.keyboard.press('Control+b')
    await page.keyboard.type('Nobody spoke.')
    await page.keyboard.press('Control+b')
    await page.locator('[data-state=saved]').waitFor()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL('**/b/cavalry/*')
    const address = page.url()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Утро перед маршем')

    await page.getByLabel('Account of Надежда Durova').click()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('link', { name: 'Log in' }).first().waitFor()
    expect(problems).toEqual([])
    await own.close()

    const stranger = await openProfile(browser as Browser, origin, { javaScript: false, language: 'ru' })
    const reader = await stranger.newPage()
    const answer = await reader.goto(address)
    expect(answer?.status()).toBe(200)
    expect(await reader.title()).toContain('Утро перед маршем')
    expect(await reader.locator('article strong', { hasText: 'Nobody spoke.' }).count()).toBe(1)
    expect(await reader.locator('html').getAttribute('lang')).toBe('ru')
    await reader.goto('/')
    expect(await reader.getByRole('link', { name: 'Утро перед маршем' }).count()).toBeGreaterThan(0)
    await reader.goto('/search?q=утром')
    expect(await reader.getByRole('link', { name: 'Утро перед маршем', exact: true }).count()).toBe(1)
    await stranger.close()
  })
})
