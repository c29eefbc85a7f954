import { type TestPlatform, until } from '@quark/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openPage, openProfile } from './lib/browser.ts'
import { aBlog, aPerson, aPost, type Registered } from './lib/people.ts'
import { startWholePlatform } from './lib/platform.ts'

const browser = (await launchBrowser()) as Browser

describe.skipIf(!browser)('a page from memory', { timeout: 60_000 }, () => {
  let quark: TestPlatform
  let author: Registered
  let post: string
  beforeAll(async () => {
    quark = await startWholePlatform()
    author = await aPerson(quark, 'Ada Lovelace')
    const blog = await aBlog(quark, author)
    const one = await aPost(quark, author, blog.id, { title: 'A </script> in a title', tags: ['walking'] })
    await aPost(quark, author, blog.id, { title: 'Another walk', tags: ['walking'] })
    post = `/b/${blog.slug}/${one.slug}`
  })
  afterAll(async () => {
    await quark.stop()
    await browser.close()
  })

  it('runs its own scripts and no other, though everybody gets the same one', async () => {
    const context = await openProfile(browser, quark.url)
    const { page, problems } = await openPage(context)
    await until('the page comes from memory', async () => {
      const answer = await page.goto(post)
      return (await answer?.headerValue('cache-status')) === 'quark-web; hit'
    })
    await page.locator('html[data-hydrated]').waitFor({ state: 'attached' })
    expect(problems).toEqual([])

    const smuggled = `
      const script = document.createElement('script')
      script.textContent = 'window.smuggled = true'
      document.body.append(script)
      const picture = document.createElement('img')
      picture.setAttribute('onerror', 'window.smuggled = true')
      picture.src = 'data:,'
      document.body.append(picture)
      new Promise((resolve) => picture.addEventListener('error', () => resolve(window.smuggled ?? false)))`
    expect(await page.evaluate(smuggled)).toBe(false)
    expect(problems.filter((problem) => problem.includes('Content Security Policy')).length).toBeGreaterThan(0)
    await context.close()
  })

  it('leads on: to what is like it, to its tag, and from there to another post', async () => {
    const context = await openProfile(browser, quark.url, { width: 390 })
    const { page, problems } = await openPage(context)
    await page.goto(post)
    await page.locator('html[data-hydrated]').waitFor({ state: 'attached' })
    await page.getByRole('heading', { name: 'Read next' }).waitFor()
    await page.getByRole('link', { name: 'Another walk' }).click()
    await page.getByRole('heading', { level: 1, name: 'Another walk' }).waitFor()
    await page.getByRole('link', { name: 'walking' }).click()
    await page.getByRole('heading', { level: 1, name: 'Posts tagged “walking”' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/tags/walking')
    expect(problems).toEqual([])
    await context.close()
  })
})
