import { until } from '@quark/testing'

export interface LiveEvent {
  id: number
  event: string
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it finds.
  data: any
}

/** A client of the stream, as a browser's EventSource is one. */
export class Live {
  readonly events: LiveEvent[] = []
  heartbeats = 0
  over = false
  private readonly gone = new AbortController()

  private constructor(readonly response: Response) {}

  static async open(url: string, token: string, lastEventId?: number): Promise<Live> {
    const gone = new AbortController()
    const response = await fetch(`${url}/api/v1/notifications/stream`, {
      signal: gone.signal,
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
        ...(lastEventId !== undefined && { 'last-event-id': String(lastEventId) }),
      },
    })
    const live = new Live(response)
    live.gone.signal.addEventListener('abort', () => gone.abort())
    if (response.ok) void live.read()
    return live
  }

  /** The numbers of the notifications that came, in the order in which they came. */
  get seqs(): number[] {
    return this.events.filter(({ event }) => event === 'notification').map(({ id }) => id)
  }

  get lastId(): number | undefined {
    return this.events.at(-1)?.id
  }

  get unread(): number | undefined {
    return this.events.findLast(({ event }) => event === 'unread')?.data.unread
  }

  async leave(): Promise<void> {
    this.gone.abort()
    await until('the stream is closed', () => this.over)
  }

  private async read(): Promise<void> {
    let text = ''
    try {
      const decoder = new TextDecoder()
      for await (const chunk of this.response.body ?? []) {
        text += decoder.decode(chunk, { stream: true })
        const blocks = text.split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) this.take(block)
      }
    } catch {
      // Cut off: what came whole has come.
    }
    this.over = true
  }

  private take(block: string): void {
    if (block.startsWith(':')) {
      this.heartbeats++
      return
    }
    const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)))
    this.events.push({ id: Number(fields.id), event: fields.event, data: JSON.parse(fields.data) })
  }
}
