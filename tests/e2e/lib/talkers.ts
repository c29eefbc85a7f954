import type { TestPlatform } from '@quark/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Device, openPage, openProfile } from './browser.ts'
import { aPerson, logIn, type Registered } from './people.ts'

/** Somebody with a browser of their own, signed in, and what tests of the messenger do with it. */
export class Talker {
  private constructor(
    private readonly quark: TestPlatform,
    readonly person: Registered,
    readonly context: BrowserContext,
    readonly page: Page,
    /** Errors of scripts. */
    readonly problems: string[],
  ) {}

  static async in(browser: Browser, quark: TestPlatform, name: string, device: Device = {}): Promise<Talker> {
    const person = await aPerson(quark, name)
    const context = await openProfile(browser, quark.url, device)
    await (await logIn(context, person)).close()
    const { page, problems } = await openPage(context)
    return new Talker(quark, person, context, page, problems)
  }

  get field() {
    return this.page.getByRole('textbox', { name: /^(Your message|Ваше сообщение)$/ })
  }

  get messages() {
    return this.page.locator('[data-message]')
  }

  /** A message that says this. */
  message(text: string) {
    return this.messages.filter({ hasText: text })
  }

  /** Opens a conversation and waits until it is live. */
  async open(id: string): Promise<void> {
    await this.page.goto(`/messages/${id}`)
    await this.live()
  }

  live = (): Promise<void> => this.page.locator('[data-link=live]').waitFor({ state: 'attached' })

  /** As a person does it. */
  async write(text: string): Promise<void> {
    await this.field.fill(text)
    await this.field.press('Enter')
  }

  /** Opens what can be done with a message, and does one of it. */
  async act(text: string, button: string): Promise<void> {
    await this.message(text).hover()
    await this.message(text).getByRole('button', { name: button, exact: true }).click()
  }

  /** By the API. */
  async ask(method: 'post' | 'put', path: string, body: unknown): Promise<{ id: string; seq: number }> {
    const answer = await this.quark[method](`/api/v1${path}`, body, { token: this.person.accessToken })
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async begin(others: Talker[], title?: string): Promise<string> {
    const memberIds = others.map(({ person }) => person.id)
    return (await this.ask('post', '/conversations', { memberIds, ...(title !== undefined && { title }) })).id
  }

  say = (id: string, text: string, more = {}) =>
    this.ask('post', `/conversations/${id}/messages`, { clientId: crypto.randomUUID(), text, ...more })
}
