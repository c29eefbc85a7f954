import { service as gateway } from '@quark/api-gateway'
import { startTestPlatform, type TestPlatform } from '@quark/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openPage, openProfile } from './lib/browser.ts'

const browser = (await launchBrowser()) as Browser

describe.skipIf(!browser)('the API reference in a browser', { timeout: 60_000 }, () => {
  let quark: TestPlatform
  beforeAll(async () => {
    quark = await startTestPlatform([gateway])
  })
  afterAll(async () => {
    await quark.stop()
    await browser.close()
  })

  it('shows every module’s routes, under a policy that runs no inline script and loads nothing from elsewhere', async () => {
    const context = await openProfile(browser, quark.url)
    const { page, problems } = await openPage(context)
    const hosts = new Set<string>()
    page.on('request', (request) => hosts.add(new URL(request.url()).origin))

    await page.goto('/api/docs')
    await page.getByText('/api/v1/posts/{id}/publish').first().waitFor()
    for (const module of ['auth-service', 'user-service', 'blog-service']) {
      expect(await page.getByRole('link', { name: module, exact: true }).count()).toBe(1)
    }
    await page.getByText('/api/v1/posts/{id}/publish').first().click()
    await page.getByText('Try it out').waitFor()

    expect(problems).toEqual([])
    expect([...hosts].filter((origin) => !origin.startsWith('data:') && origin !== 'null')).toEqual([quark.url])
    await context.close()
  })
})
