import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Link, type LinkEvent, type Order, pauseOf, STOPPED, step } from '#lib/messenger/link.ts'

/** Takes events one after the other; `orders` are those of the last one. */
function after(...events: LinkEvent[]): { link: Link; orders: Order[] } {
  let at: { link: Link; orders: Order[] } = { link: STOPPED, orders: [] }
  for (const event of events) at = step(at.link, event, 1)
  return at
}

const start: LinkEvent = { type: 'start', online: true }
const live: LinkEvent[] = [start, { type: 'ticket', ticket: 't' }, { type: 'ready' }, { type: 'resumed' }]
const closed = (code: number): LinkEvent => ({ type: 'closed', code })

describe('the connection of a tab', () => {
  it('asks for a ticket, opens with it, and is live once it has heard all', () => {
    expect(after(start)).toEqual({ link: { phase: 'ticket', failures: 0 }, orders: [{ do: 'ask' }] })
    expect(after(...live.slice(0, 2)).orders).toEqual([{ do: 'open', ticket: 't' }])
    expect(after(...live.slice(0, 3)).link.phase).toBe('resuming')
    expect(after(...live).link).toEqual({ phase: 'live', failures: 0 })
  })

  it.each([
    ['a break: after a second', 1006, 1000],
    ['a server that stops: within a second', 1001, 1000],
    ['a database that is away: after a second', 1011, 1000],
    ['too many frames: after a minute at least', 4429, 90_000],
  ])('comes back after %s', (_, code, ms) => {
    expect(after(...live, closed(code))).toEqual({
      link: { phase: 'pausing', failures: 1 },
      orders: [{ do: 'pause', ms }],
    })
    expect(after(...live, closed(code), { type: 'pause-over' }).orders).toEqual([{ do: 'ask' }])
  })

  it('ends with the session, whoever says so', () => {
    for (const events of [
      [...live, closed(4401)],
      [start, { type: 'refused', status: 401 } as const],
    ]) {
      expect(after(...events).link.phase).toBe('ended')
      expect(after(...events, { type: 'online' }, { type: 'pause-over' }).link.phase).toBe('ended')
    }
  })

  it('waits longer each time, and as long as it is told', () => {
    expect([0, 1, 2, 3, 4, 5, 9].map((failures) => pauseOf(failures, 1) / 1000)).toEqual([1, 2, 4, 8, 16, 30, 30])
    expect(pauseOf(3, 0)).toBe(4000)
    const refused: LinkEvent = { type: 'refused', status: 429, retryAfterMs: 40_000 }
    expect(after(start, refused).orders).toEqual([{ do: 'pause', ms: 40_000 }])
  })

  it('rests without a network, and comes back at once with it', () => {
    expect(after(...live, { type: 'offline' })).toEqual({
      link: { phase: 'offline', failures: 0 },
      orders: [{ do: 'close' }],
    })
    expect(after(...live, { type: 'offline' }, { type: 'online' }).orders).toEqual([{ do: 'ask' }])
    expect(after({ type: 'start', online: false }).link.phase).toBe('offline')
  })

  it('drops a connection that says nothing', () => {
    expect(after(...live, { type: 'silent' }).orders).toEqual([{ do: 'close' }, { do: 'pause', ms: 0 }])
  })

  it('has one socket or none, and a way on, whatever happens', () => {
    const event = fc.oneof(
      fc.constantFrom<LinkEvent>(start, { type: 'stop' }, { type: 'online' }, { type: 'offline' }, { type: 'ready' }),
      fc.constantFrom<LinkEvent>(
        { type: 'resumed' },
        { type: 'silent' },
        { type: 'pause-over' },
        { type: 'ticket', ticket: 't' },
      ),
      fc.constantFrom(1000, 1001, 1006, 1011, 4400, 4401, 4408, 4413, 4429).map(closed),
      fc.constantFrom(0, 401, 429, 503).map((status): LinkEvent => ({ type: 'refused', status })),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let link = STOPPED
        let open = 0
        let isPausing = false
        for (const one of events) {
          // What a socket or a timer says is only heard while there is one.
          if (one.type === 'closed' && open === 1) open = 0
          const next = step(link, one, 0.5)
          isPausing = isPausing && one.type !== 'pause-over'
          for (const order of next.orders) {
            if (order.do === 'open') open++
            if (order.do === 'close') open = 0
            if (order.do === 'pause') isPausing = true
          }
          link = next.link
          expect(open).toBeLessThanOrEqual(1)
          if (link.phase === 'pausing') expect(isPausing).toBe(true)
        }
        const way: LinkEvent[] = [{ type: 'silent' }, { type: 'offline' }, { type: 'online' }, ...live.slice(1)]
        const end = way.reduce((at, one) => step(at, one, 0.5).link, link).phase
        expect(end).toBe(link.phase === 'ended' || link.phase === 'stopped' ? link.phase : 'live')
      }),
    )
  })
})
