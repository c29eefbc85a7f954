import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Outbox } from '#lib/messenger/outbox.ts'
import type { OutboxStore } from '#lib/messenger/outbox-store.ts'
import { type Outcome, type Outgoing, outcomeOf, waitingOf } from '#lib/messenger/outgoing.ts'
import { aMessage, ME, TALK } from './messenger-model.ts'

/** What a browser keeps, which outlives the tabs. */
class Kept implements OutboxStore {
  readonly rows = new Map<string, Outgoing>()
  put = async (message: Outgoing) => void this.rows.set(message.clientId, message)
  remove = async (clientId: string) => void this.rows.delete(clientId)
  of = async () => [...this.rows.values()]
}

/** Web Locks and BroadcastChannel of one browser. */
function aBrowser(): void {
  let last: Promise<unknown> = Promise.resolve()
  vi.stubGlobal('navigator', {
    locks: { request: (_: string, work: () => Promise<unknown>) => (last = last.then(work)) },
  })
  const channels = new Set<{ onmessage?: () => void }>()
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      onmessage?: () => void
      constructor() {
        channels.add(this)
      }
      postMessage() {
        for (const other of channels) if (other !== this) queueMicrotask(() => other.onmessage?.())
      }
      close() {
        channels.delete(this)
      }
    },
  )
}

const words = (clientId: string) => ({ clientId, conversationId: TALK, text: clientId, mediaIds: [] })

describe('messages on their way', () => {
  let kept: Kept
  const sent: string[] = []
  beforeEach(() => {
    vi.useFakeTimers()
    aBrowser()
    kept = new Kept()
    sent.length = 0
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  const aTab = (deliver: (message: Outgoing) => Outcome | Promise<Outcome>, store: OutboxStore = kept) => {
    const seen: { messages: Outgoing[]; isKept: boolean } = { messages: [], isKept: true }
    const outbox = new Outbox({
      owner: ME,
      store,
      deliver: async (message) => {
        const outcome = await deliver(message)
        if (outcome.kind === 'sent') sent.push(message.clientId)
        return outcome
      },
      onChange: (messages, isKept) => Object.assign(seen, { messages, isKept }),
      onSent: () => {},
    })
    return { outbox, seen }
  }
  const settle = () => vi.advanceTimersByTimeAsync(100)

  it('go one by one, in the order in which they were written', async () => {
    const { outbox } = aTab(() => ({ kind: 'sent' }))
    await Promise.all(['c', 'a', 'b'].map((id) => outbox.add(words(id))))
    await settle()
    expect(sent).toEqual(['c', 'a', 'b'])
    expect(kept.rows.size).toBe(0)
  })

  it('wait for the connection, and hold their order', async () => {
    let isOn = false
    const { outbox } = aTab(() => (isOn ? { kind: 'sent' } : { kind: 'later' }))
    await outbox.add(words('first'))
    await outbox.add(words('second'))
    await settle()
    expect(sent).toEqual([])
    isOn = true
    outbox.send()
    await settle()
    expect(sent).toEqual(['first', 'second'])
  })

  it('survive the tab, with the same clientId', async () => {
    const gone = aTab(() => ({ kind: 'later' }))
    await gone.outbox.add(words('left behind'))
    gone.outbox.close()
    const { outbox } = aTab(() => ({ kind: 'sent' }))
    await outbox.open()
    await settle()
    expect(sent).toEqual(['left behind'])
  })

  it('are sent by one of two tabs', async () => {
    const [one, other] = [aTab(async () => ({ kind: 'sent' })), aTab(async () => ({ kind: 'sent' }))]
    await Promise.all([one.outbox.add(words('a')), other.outbox.add(words('b')), one.outbox.add(words('c'))])
    one.outbox.send()
    other.outbox.send()
    await settle()
    expect(sent.toSorted()).toEqual(['a', 'b', 'c'])
    expect(other.seen.messages).toEqual([])
  })

  it('stop at a refusal for the person alone, who sends again or throws away', async () => {
    let isRefused = true
    const { outbox, seen } = aTab(({ text }) =>
      text === 'no' && isRefused ? { kind: 'refused', code: 'blocked' } : { kind: 'sent' },
    )
    await outbox.add(words('no'))
    await outbox.add(words('yes'))
    await settle()
    expect(sent).toEqual(['yes'])
    expect(seen.messages).toMatchObject([{ clientId: 'no', refused: 'blocked' }])
    isRefused = false
    await outbox.retry(seen.messages[0] as Outgoing)
    await settle()
    expect(sent).toEqual(['yes', 'no'])
    expect(seen.messages).toEqual([])
  })

  it('wait as long as the server says', async () => {
    let isFull = true
    const { outbox } = aTab(() => (isFull ? { kind: 'later', afterMs: 30_000 } : { kind: 'sent' }))
    await outbox.add(words('one'))
    await settle()
    isFull = false
    await vi.advanceTimersByTimeAsync(29_000)
    expect(sent).toEqual([])
    await vi.advanceTimersByTimeAsync(2000)
    expect(sent).toEqual(['one'])
  })

  it('are sent where the browser keeps nothing, and the person is told', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const no = () => Promise.reject(new Error('no store'))
    let isOn = false
    const { outbox, seen } = aTab(() => (isOn ? { kind: 'sent' } : { kind: 'later' }), { put: no, remove: no, of: no })
    await outbox.add(words('one'))
    await settle()
    expect(seen).toMatchObject({ isKept: false, messages: [{ clientId: 'one' }] })
    isOn = true
    outbox.send()
    await settle()
    expect(sent).toEqual(['one'])
  })

  it.each([
    ['blocked', 403, undefined, { kind: 'refused', code: 'blocked' }],
    ['too-many-messages', 429, 12, { kind: 'later', afterMs: 12_000 }],
    ['unknown', 503, undefined, { kind: 'later' }],
    ['offline', 0, undefined, { kind: 'later' }],
    ['session-ended', 401, undefined, { kind: 'later' }],
    ['conversation-not-found', 404, undefined, { kind: 'refused', code: 'conversation-not-found' }],
  ] as const)('takes %s (%i) as it is meant', (code, status, retryAfter, outcome) => {
    expect(outcomeOf(code, status, retryAfter)).toEqual(outcome)
  })

  it('are not shown beside the message that they became', () => {
    const message = aMessage(1)
    const one = { ...words(message.clientId ?? ''), owner: ME, writtenAt: 1 }
    expect(waitingOf([one], TALK, [])).toEqual([one])
    expect(waitingOf([one], TALK, [message])).toEqual([])
    expect(waitingOf([one], 'another', [])).toEqual([])
  })
})
