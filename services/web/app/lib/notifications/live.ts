const STREAM = '/-/api/v1/notifications/stream'
/** A browser gives up a stream that was refused; this is when it is asked for again. */
const AGAIN_MS = 30_000

/**
 * Tells how many notifications are unread, at first and when that changes, as long as somebody looks at the page: a browser has few
 * connections to a site for all of its tabs.
 * @returns ends it
 */
export function followUnread(tell: (unread: number) => void): () => void {
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined

  const close = (): void => {
    clearTimeout(again)
    source?.close()
    source = undefined
  }
  const open = (): void => {
    close()
    if (document.hidden) return
    const opened = new EventSource(STREAM)
    source = opened
    opened.addEventListener('unread', ({ data }) => tell((JSON.parse(data) as { unread: number }).unread))
    opened.addEventListener('error', () => {
      // Else the browser comes back by itself, and says where it was.
      if (opened.readyState === EventSource.CLOSED && source === opened) again = setTimeout(open, AGAIN_MS)
    })
  }

  document.addEventListener('visibilitychange', open)
  open()
  return () => {
    document.removeEventListener('visibilitychange', open)
    close()
  }
}
