import type { IncomingMessage } from 'node:http'

/** How slow a body may come: in each window so many bytes at least, or its end. */
export interface BodyPace {
  readonly windowMs: number
  readonly bytes: number
}

/** 16 kB a second on average, a tenth of a poor mobile line. What is small has the whole window. */
export const BODY_PACE: BodyPace = { windowMs: 60_000, bytes: 60 * 16 * 1024 }

/**
 * Watches the body of a request come in and calls `tooSlow` once when it does not keep pace. So a body that keeps it may
 * take as long as its size takes, and one that trickles holds its connection for one window.
 */
export function watchPace(
  request: IncomingMessage,
  tooSlow: () => void,
  { windowMs, bytes }: BodyPace = BODY_PACE,
): void {
  const { headers, socket } = request
  if (headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0') return
  let before = socket.bytesRead
  const watch = setInterval(() => {
    const now = socket.bytesRead
    const slow = !request.complete && now - before < bytes
    before = now
    if (!slow && !request.complete) return
    clearInterval(watch)
    if (slow) tooSlow()
  }, windowMs)
  watch.unref()
  request.once('close', () => clearInterval(watch))
}
