/** Where the connection of a tab is. `ended`: the session is over, and only signing in helps. */
export type Phase = 'stopped' | 'offline' | 'pausing' | 'ticket' | 'opening' | 'resuming' | 'live' | 'ended'

export interface Link {
  phase: Phase
  /** Tries that failed since the last one that worked. */
  failures: number
}

export type LinkEvent =
  | { type: 'start'; online: boolean }
  | { type: 'stop' }
  | { type: 'online' }
  | { type: 'offline' }
  | { type: 'ticket'; ticket: string }
  /** No ticket: the status of the answer, 0 without one. */
  | { type: 'refused'; status: number; retryAfterMs?: number }
  | { type: 'ready' }
  | { type: 'resumed' }
  | { type: 'closed'; code: number }
  /** Nothing was heard for too long. */
  | { type: 'silent' }
  | { type: 'pause-over' }

/** What is to be done next. */
export type Order = { do: 'ask' } | { do: 'open'; ticket: string } | { do: 'close' } | { do: 'pause'; ms: number }

export const STOPPED: Link = { phase: 'stopped', failures: 0 }

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000
/** The server says goodbye to all at once; all at once they must not come back. */
const GOODBYE_MS = 1000
const FLOOD_MS = 60_000
const [GOING_AWAY, SESSION_ENDED, FLOOD] = [1001, 4401, 4429]
/** A connection stands or is being made. */
const BUSY: ReadonlySet<Phase> = new Set(['ticket', 'opening', 'resuming', 'live'])

/**
 * The connection of a tab after an event, and what is to be done: the closes as docs/messenger.md has them, pauses that grow, with chance in
 * them so that many tabs do not come at once. @param chance from 0 to 1
 */
export function step(link: Link, event: LinkEvent, chance: number): { link: Link; orders: Order[] } {
  const to = (phase: Phase, ...orders: Order[]) => ({ link: { ...link, phase }, orders })
  const again = (ms: number) => ({
    link: { phase: 'pausing' as const, failures: link.failures + 1 },
    orders: [{ do: 'pause' as const, ms }],
  })
  const { phase } = link

  switch (event.type) {
    case 'start':
      if (phase !== 'stopped') return { link, orders: [] }
      return event.online ? to('ticket', { do: 'ask' }) : to('offline')
    case 'stop':
      return { link: STOPPED, orders: BUSY.has(phase) ? [{ do: 'close' }] : [] }
    case 'offline':
      if (phase === 'pausing') return to('offline')
      return BUSY.has(phase) ? to('offline', { do: 'close' }) : { link, orders: [] }
    case 'online':
      // Whatever went wrong before: this is another network.
      if (phase !== 'offline' && phase !== 'pausing') return { link, orders: [] }
      return { link: { phase: 'ticket', failures: 0 }, orders: [{ do: 'ask' }] }
    case 'pause-over':
      return phase === 'pausing' ? to('ticket', { do: 'ask' }) : { link, orders: [] }
    case 'ticket':
      return phase === 'ticket' ? to('opening', { do: 'open', ticket: event.ticket }) : { link, orders: [] }
    case 'refused':
      if (phase !== 'ticket') return { link, orders: [] }
      if (event.status === 401) return to('ended')
      return again(Math.max(event.retryAfterMs ?? 0, pauseOf(link.failures, chance)))
    case 'ready':
      return phase === 'opening' ? to('resuming') : { link, orders: [] }
    case 'resumed':
      return phase === 'resuming' ? { link: { phase: 'live', failures: 0 }, orders: [] } : { link, orders: [] }
    case 'silent':
      if (!BUSY.has(phase)) return { link, orders: [] }
      return { link: { ...link, phase: 'pausing' }, orders: [{ do: 'close' }, { do: 'pause', ms: 0 }] }
    case 'closed': {
      if (!BUSY.has(phase)) return { link, orders: [] }
      if (event.code === SESSION_ENDED) return to('ended')
      if (event.code === GOING_AWAY && link.failures === 0) return again(GOODBYE_MS * chance)
      if (event.code === FLOOD) return again(FLOOD_MS * (1 + chance / 2))
      return again(pauseOf(link.failures, chance))
    }
  }
}

/** Between a half and the whole of 1, 2, 4... 30 seconds. */
export const pauseOf = (failures: number, chance: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * (0.5 + chance / 2)
