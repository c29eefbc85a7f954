import type { Person } from '../api-types.ts'
import { calls } from './calls.ts'
import { type MessengerState, type News, threadOf } from './news.ts'
import { newerThan, olderThan, shownOf } from './thread.ts'

/** Messages of a page when somebody looks for one that is far back. */
const FAR = 100
/** So many pages are read for that. */
const FAR_PAGES = 50

/** Reads the messages of a conversation page by page, in both directions, one page at a time. */
export class History {
  private readonly running = new Set<string>()

  constructor(private readonly tell: (news: News) => void) {}

  /** @returns whether there was something to read. @throws CallError */
  older = (state: MessengerState, id: string, limit?: number): Promise<boolean> => {
    const before = olderThan(threadOf(state, id))
    return before === undefined ? Promise.resolve(false) : this.read(state, id, { before }, limit)
  }

  /** @returns whether there was something to read. @throws CallError */
  newer = (state: MessengerState, id: string): Promise<boolean> => {
    const after = newerThan(threadOf(state, id))
    return after === undefined ? Promise.resolve(false) : this.read(state, id, { after })
  }

  /** Shows the newest messages. @throws CallError */
  async newest(state: MessengerState, id: string): Promise<void> {
    if (newerThan(threadOf(state, id)) === undefined) return
    const page = await calls.messages(id, {})
    this.tell({ type: 'page', conversationId: id, page, range: {}, focus: page.items.at(-1)?.seq ?? 0 })
  }

  /** Reads back until a message is there. @returns its place; undefined when it is not to be had. @throws CallError */
  async find(read: () => MessengerState, id: string, messageId: string): Promise<number | undefined> {
    for (let pages = 0; pages < FAR_PAGES; pages++) {
      const found = shownOf(threadOf(read(), id)).find((message) => message.id === messageId)
      if (found) return found.seq
      if (!(await this.older(read(), id, FAR))) return undefined
    }
    return undefined
  }

  /** Names of people who are no longer in the conversation. */
  async people(ids: readonly string[]): Promise<void> {
    const fresh = ids.filter((id) => !this.running.has(id))
    for (const id of fresh) this.running.add(id)
    const found = await Promise.all(fresh.map((id) => calls.person(id).catch(() => undefined)))
    const people = found.filter((one): one is Person => one !== undefined)
    if (people.length > 0) this.tell({ type: 'people', people })
  }

  private async read(
    state: MessengerState,
    id: string,
    range: { before: number } | { after: number },
    limit?: number,
  ): Promise<boolean> {
    const key = `${id} ${JSON.stringify(range)}`
    if (this.running.has(key)) return false
    this.running.add(key)
    try {
      const { gaps } = threadOf(state, id)
      this.tell({ type: 'page', conversationId: id, page: await calls.messages(id, range, limit), range, gaps })
      return true
    } finally {
      this.running.delete(key)
    }
  }
}
