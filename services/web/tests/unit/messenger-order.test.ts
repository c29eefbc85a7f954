import type { ServerFrame } from '@quark/contracts/messenger'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyState, type MessengerState, type News, placesOf, threadOf, unreadOf } from '#lib/messenger/news.ts'
import { reduce } from '#lib/messenger/reduce.ts'
import type { MessagePage, Range } from '#lib/messenger/shapes.ts'
import { newerThan, olderThan, shownOf } from '#lib/messenger/thread.ts'
import { ME, ServerModel, TALK, YOU } from './messenger-model.ts'

const PAGE = 5
const FAR = 7

/** A tab and a server, with a network between them that breaks, doubles, and brings answers late. */
class Tab {
  state: MessengerState = emptyState(ME)
  readonly server = new ServerModel()
  private wire: ServerFrame[] | undefined
  private late: { range: Range; page: MessagePage; gaps: number }[] = []
  private lateDetails: News[] = []

  say = (mine: boolean) =>
    this.wire?.push({ type: 'message', message: this.server.say(mine ? ME : YOU) }) ?? this.server.say(mine ? ME : YOU)
  edit = (index: number) => {
    const frame = this.server.edit(index)
    if (frame) this.wire?.push(frame)
  }
  hear(count: number, doubled: boolean): void {
    for (const frame of this.wire?.splice(0, count) ?? []) {
      this.tell({ type: 'frame', frame, at: 0 })
      if (doubled) this.tell({ type: 'frame', frame, at: 0 })
    }
  }
  breakOff(): void {
    this.wire = undefined
  }
  connect(): void {
    // Of conversations that were not named nothing is made up for.
    this.wire = []
    this.resume()
  }
  private resume(): void {
    const [place] = placesOf(this.state)
    if (place) this.wire?.push(...this.server.since(place, FAR))
  }
  /** The server reads now; the answer comes later, in any order. */
  askPage(range: Range): void {
    // A page is asked for once the conversation was read.
    if (this.state.talks.has(TALK))
      this.late.push({ range, page: this.server.page(range, PAGE), gaps: this.thread.gaps })
  }
  askDetails(): void {
    this.lateDetails.push({ type: 'details', conversation: this.server.details() })
  }
  answer(index: number): void {
    const [page] = this.late.splice(index % Math.max(1, this.late.length), 1)
    if (page) this.tell({ type: 'page', conversationId: TALK, ...page })
    const [details] = this.lateDetails.splice(index % Math.max(1, this.lateDetails.length), 1)
    if (details) this.tell(details)
  }
  tell(news: News): void {
    const before = this.state.holes.size
    this.state = reduce(this.state, news)
    if (this.state.holes.size > before) this.resume()
  }
  get thread() {
    return threadOf(this.state, TALK)
  }
  get shown() {
    return shownOf(this.thread)
  }

  /** What the page does once the network is well: connect, then read what is missing on both sides. */
  settle(): void {
    this.breakOff()
    this.askDetails()
    while (this.lateDetails.length + this.late.length > 0) this.answer(0)
    this.connect()
    this.hear(Number.POSITIVE_INFINITY, false)
    if (this.shown.length === 0)
      this.tell({ type: 'page', conversationId: TALK, page: this.server.page({}, PAGE), range: {} })
    for (let tries = 0; tries < 200; tries++) {
      const [before, after] = [olderThan(this.thread), newerThan(this.thread)]
      const range = after !== undefined ? { after } : before !== undefined ? { before } : undefined
      if (!range) return
      this.tell({ type: 'page', conversationId: TALK, page: this.server.page(range, PAGE), range })
    }
    throw new Error('the history does not come to its ends')
  }
}

const step = fc.oneof(
  fc.record({ do: fc.constant('say' as const), mine: fc.boolean() }),
  fc.record({ do: fc.constant('edit' as const), at: fc.nat(60) }),
  fc.record({ do: fc.constant('hear' as const), count: fc.nat(6), doubled: fc.boolean() }),
  fc.record({ do: fc.constant('break' as const) }),
  fc.record({ do: fc.constant('connect' as const) }),
  fc.record({ do: fc.constant('details' as const) }),
  fc.record({ do: fc.constant('page' as const), side: fc.constantFrom('before', 'after', 'newest'), at: fc.nat(60) }),
  fc.record({ do: fc.constant('answer' as const), at: fc.nat(5) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function take(tab: Tab, one: Step): void {
  if (one.do === 'say') tab.say(one.mine)
  else if (one.do === 'edit') tab.edit(one.at)
  else if (one.do === 'hear') tab.hear(one.count, one.doubled)
  else if (one.do === 'break') tab.breakOff()
  else if (one.do === 'connect') tab.connect()
  else if (one.do === 'details') tab.askDetails()
  else if (one.do === 'answer') tab.answer(one.at)
  else tab.askPage(one.side === 'newest' ? {} : { [one.side]: one.at })
}

describe('what a tab shows of a conversation', () => {
  it('is each message once, in order and without a hole, whatever comes when and how often', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
        const tab = new Tab()
        tab.tell({ type: 'opened', conversationId: TALK })
        for (const one of steps) {
          take(tab, one)
          const places = tab.shown.map(({ seq }) => seq)
          expect(places).toEqual(places.map((_, index) => (places[0] ?? 0) + index))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is all that was said, as it is now, once the connection is back', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { maxLength: 120, size: 'max' }), (isThere, steps) => {
        const tab = new Tab()
        tab.tell({ type: 'opened', conversationId: TALK })
        // As a page begins: with what the server read for it. Or news come before anything is known.
        if (isThere) for (const one of ['details', 'answer', 'connect'] as const) take(tab, { do: one, at: 0 })
        for (const one of steps) take(tab, one)
        tab.settle()
        expect(tab.shown.map(({ seq, text }) => `${seq} ${text}`)).toEqual(
          tab.server.log.map(({ seq, text }) => `${seq} ${text}`),
        )
        const talk = tab.state.talks.get(TALK)
        expect(talk).toMatchObject({ seq: tab.server.log.length, change: tab.server.change })
        expect(talk?.lastMessage?.text).toBe(tab.server.log.at(-1)?.text)
        expect(unreadOf(tab.state)).toBe(tab.server.log.length - tab.server.readSeq)
      }),
      { numRuns: 1000 },
    )
  })
})
