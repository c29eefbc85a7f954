import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { ServerFrame } from '@quark/contracts/messenger'
import { until } from '@quark/testing'
import { WebSocket } from 'ws'

type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>

/** A client of the socket that keeps all it was told. Every frame is checked against the contract. */
export class TestSocket {
  readonly frames: ServerFrame[] = []
  closed: { code: number; reason: string } | undefined

  private constructor(readonly ws: WebSocket) {
    ws.on('message', (data) => this.frames.push(ServerFrame.parse(JSON.parse(data.toString()))))
    ws.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
    })
    ws.on('error', () => {})
  }

  /** Connects and waits until it may speak. @param url of the server, `http://…` */
  static async open(url: string, ticket: string, headers: Record<string, string> = {}): Promise<TestSocket> {
    const ws = new WebSocket(`${url.replace('http', 'ws')}/api/v1/ws?token=${ticket}`, { headers })
    const socket = new TestSocket(ws)
    await socket.next('ready')
    return socket
  }

  /** Opens one and resumes from these places. */
  static async live(url: string, ticket: string, places: Record<string, number> = {}): Promise<TestSocket> {
    const socket = await TestSocket.open(url, ticket)
    await socket.resume(places)
    return socket
  }

  /** @param places the seq by conversation; a tuple has the change too */
  async resume(places: Record<string, number | [seq: number, change: number]> = {}): Promise<void> {
    const before = this.of('resumed').length
    this.tell({
      type: 'resume',
      conversations: Object.entries(places).map(([conversationId, place]) => {
        const [seq, change] = typeof place === 'number' ? [place, 0] : place
        return { conversationId, seq, change }
      }),
    })
    await until('resumed', () => this.of('resumed').length > before)
  }

  tell(frame: unknown): void {
    this.ws.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** Sends a message and waits for its acknowledgement. */
  async send(conversationId: string, text: string, clientId: string = randomUUID()): Promise<FrameOf<'ack'>> {
    this.tell({ type: 'send', conversationId, clientId, text })
    return until('an answer', () => {
      const error = this.of('error').find((frame) => frame.clientId === clientId)
      if (error) throw new Error(`refused: ${error.code}`)
      return this.of('ack').find((frame) => frame.clientId === clientId)
    })
  }

  of<Type extends ServerFrame['type']>(type: Type): FrameOf<Type>[] {
    return this.frames.filter((frame): frame is FrameOf<Type> => frame.type === type)
  }

  /** The first frame of a type, as soon as it is there. */
  next<Type extends ServerFrame['type']>(type: Type): Promise<FrameOf<Type>> {
    return until(`a frame ${type}`, () => {
      if (this.closed && this.of(type).length === 0) throw new Error(`closed with ${this.closed.code}`)
      return this.of(type)[0]
    })
  }

  /** What it was told of a conversation, by its places. */
  seqs(conversationId: string): number[] {
    return this.of('message').flatMap(({ message }) => (message.conversationId === conversationId ? message.seq : []))
  }

  texts(): (string | null)[] {
    return this.of('message').map(({ message }) => message.text)
  }

  /** Everything that the server sent before this moment has arrived. */
  async settled(): Promise<void> {
    const before = this.of('pong').length
    this.tell({ type: 'ping' })
    await until('the pong', () => this.of('pong').length > before)
  }

  async close(): Promise<void> {
    if (this.closed) return
    this.ws.close()
    await until('the socket is closed', () => this.closed)
  }
}

/** The answer to an attempt that is refused before the upgrade. */
export async function refusedSocket(
  url: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: { code: string }; headers: Record<string, unknown> }> {
  const ws = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers })
  ws.on('error', () => {})
  const opened = once(ws, 'open').then(() => {
    ws.terminate()
    throw new Error('the socket was opened')
  })
  const [, answer] = (await Promise.race([once(ws, 'unexpected-response'), opened])) as [
    unknown,
    import('node:http').IncomingMessage,
  ]
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return { status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()), headers: answer.headers }
}
