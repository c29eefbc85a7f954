import { request as httpRequest, type IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type EdgeContext, edgeHeaders } from '../http/edge.js'
import { Refusal } from '../http/refusal.js'
import { answerOn } from '../upgrades/answer-on.js'
import type { ProxyOptions } from './module-proxy.js'
import { answerHeaders, requestHeaders } from './proxy-headers.js'

/** Passes connections that ask for an upgrade to modules in other processes, and from then on every byte both ways. */
export class UpgradeProxy {
  private readonly open = new Set<Duplex>()

  constructor(private readonly options: ProxyOptions) {}

  /**
   * Resolves when the module has answered: has taken the connection over, or has refused it, which the client is told as it was said.
   * @throws Refusal 400 when the module takes none; 502 or 504 when it does not answer
   */
  pass(
    module: string,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    context: EdgeContext,
    response = new ServerResponse(request),
  ): Promise<void> {
    const { peers, internalKey, timeoutMs } = this.options
    const outgoing = httpRequest(peers.urlOf(module), {
      path: request.url,
      timeout: timeoutMs,
      agent: false,
      headers: {
        ...requestHeaders(request.headers),
        connection: 'Upgrade',
        upgrade: request.headers.upgrade,
        ...edgeHeaders(context, internalKey),
      },
    })
    return new Promise((resolve, reject) => {
      let late = false
      outgoing.once('timeout', () => {
        late = true
        outgoing.destroy()
      })
      socket.once('close', () => outgoing.destroy())
      outgoing.once('error', () => (socket.destroyed ? resolve() : reject(silent(module, late))))
      outgoing.once('response', (answer) => {
        if ((answer.statusCode ?? 502) < 400) {
          // It passed over the wish and answered the request as any other.
          outgoing.destroy()
          return reject(noUpgrade())
        }
        answerHeaders(answer.headers, response)
        answerOn(response, socket)
        response.writeHead(answer.statusCode ?? 502)
        answer.pipe(response)
        return resolve()
      })
      outgoing.once('upgrade', (answer, upstream, upstreamHead) => {
        upstream.setTimeout(0)
        socket.write(headOf(answer))
        if (upstreamHead.length > 0) socket.write(upstreamHead)
        if (head.length > 0) upstream.write(head)
        this.join(socket, upstream)
        resolve()
      })
      outgoing.end()
    })
  }

  /** Ends what is open: its modules run elsewhere and cannot be waited for. */
  close(): void {
    for (const socket of this.open) socket.destroy()
  }

  private join(one: Duplex, other: Duplex): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      this.open.add(from)
      from.on('error', () => from.destroy())
      from.once('close', () => {
        this.open.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  }
}

/** What a client is told of a module that takes no WebSockets. */
export const noUpgrade = (): Refusal =>
  Refusal.invalid('no-upgrade', [], 'This path answers requests, and takes no WebSockets.')

/** The module's 101, as it came: the key's answer and the protocol are in its headers. */
function headOf({ rawHeaders }: IncomingMessage): string {
  const lines = ['HTTP/1.1 101 Switching Protocols']
  for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

function silent(module: string, late: boolean): Refusal {
  const options = { detail: 'A part of Quark does not answer. Try again.', retryAfter: 5 }
  return late ? new Refusal(504, `${module}-timeout`, options) : new Refusal(502, `${module}-unavailable`, options)
}
