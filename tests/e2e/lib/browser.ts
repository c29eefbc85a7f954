import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type LaunchOptions, type Page } from 'playwright-core'
import { inject } from 'vitest'
import type { CarriedBrowser } from '../../setup/browser.ts'

/** Browsers that people have, by system; tried where the npm package carries none. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * How to start a real Chromium: CHROMIUM_PATH, else the one that comes with the tests (Linux x64), else an installed one.
 * Undefined when there is none; the tests are then skipped, and counted as skipped.
 */
export function browserOptions(): LaunchOptions | undefined {
  const given = process.env.CHROMIUM_PATH
  if (given) return { executablePath: given, args: SANDBOXLESS }
  const carried = inject('carriedBrowser')
  if (carried) return carriedOptions(carried)
  const installed = INSTALLED.find((path) => existsSync(path))
  return installed ? { executablePath: installed } : undefined
}

export async function launchBrowser(): Promise<Browser | undefined> {
  const options = browserOptions()
  return options && chromium.launch(options)
}

/** Root may not use Chromium's sandbox, and CI is root; what is shown here are our own pages. */
const SANDBOXLESS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']

/** The build has no GPU of any kind, and its own shell for headless mode. Its package's arguments would make it one process. */
const CARRIED = [
  ...SANDBOXLESS,
  '--headless=shell',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--disable-dev-shm-usage',
]

const carriedOptions = ({ executablePath, env }: CarriedBrowser): LaunchOptions => ({
  executablePath,
  args: CARRIED,
  env: { ...process.env, ...env } as Record<string, string>,
})

/** What a person's device is like. */
export interface Device {
  width?: number
  language?: 'en' | 'ru'
  theme?: 'light' | 'dark'
  javaScript?: boolean
}

/** A fresh browser profile on a device; 1280 px, English, light, with JavaScript unless said. */
export function openProfile(browser: Browser, origin: string, device: Device = {}): Promise<BrowserContext> {
  const { width = 1280, language = 'en', theme = 'light', javaScript = true } = device
  return browser.newContext({
    baseURL: origin,
    viewport: { width, height: width < 600 ? 844 : 900 },
    locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    colorScheme: theme,
    javaScriptEnabled: javaScript,
  })
}

/** A page whose errors fail the test that looks at `problems`. */
export async function openPage(context: BrowserContext): Promise<{ page: Page; problems: string[] }> {
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  return { page, problems }
}
