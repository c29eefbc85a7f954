import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { errors, Pool } from 'undici'
import { type EdgeContext, edgeHeaders } from '../http/edge.js'
import { wantsEvents } from '../http/event-stream.js'
import { Refusal } from '../http/refusal.js'
import type { Peers } from '../rpc/peers.js'
import { countedBody } from './counted-body.js'
import { answerHeaders, requestHeaders } from './proxy-headers.js'

/** Between two pieces of an answer. Longer than the pause between two heartbeats of a stream of events. */
const BODY_TIMEOUT_MS = 120_000
const CONNECT_TIMEOUT_MS = 2000

export interface ProxyOptions {
  readonly peers: Peers
  readonly internalKey: string
  /** Milliseconds that a module may take until its answer begins. */
  readonly timeoutMs: number
}

/** Connections to one module at most. */
const CONNECTIONS = 128

/** Passes requests to modules in other processes and streams both ways. */
export class ModuleProxy {
  private readonly pools = new Map<string, Pool>()

  constructor(private readonly options: ProxyOptions) {}

  /**
   * @param limit bytes of the request's body at most
   * @throws Refusal 502 or 504 when the module does not answer; 413 when the body grows over the limit
   */
  async pass(
    module: string,
    request: IncomingMessage,
    response: ServerResponse,
    context: EdgeContext,
    limit: number,
  ): Promise<void> {
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const options = {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: { ...requestHeaders(request.headers), ...edgeHeaders(context, this.options.internalKey) },
      body: bodyOf(request, limit),
      signal: gone.signal,
      opaque: response,
    }
    try {
      await this.poolOf(module, wantsEvents(request.headers.accept)).stream(options, ({ statusCode, headers }) => {
        answerHeaders(headers, response)
        response.writeHead(statusCode)
        return response
      })
    } catch (error) {
      if (gone.signal.aborted) return
      throw refusalOf(error, module)
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()))
  }

  /** A stream of events keeps its connection: those are as many as there are streams, and apart, so that no other request waits for one. */
  private poolOf(module: string, events: boolean): Pool {
    const key = events ? `${module} events` : module
    const known = this.pools.get(key)
    if (known) return known
    const pool = new Pool(this.options.peers.urlOf(module), {
      connections: events ? null : CONNECTIONS,
      pipelining: 1,
      connect: { timeout: CONNECT_TIMEOUT_MS },
      headersTimeout: this.options.timeoutMs,
      bodyTimeout: BODY_TIMEOUT_MS,
    })
    this.pools.set(key, pool)
    return pool
  }
}

function bodyOf(request: IncomingMessage, limit: number): Readable | null {
  if (request.headers['transfer-encoding'] !== undefined) return request.pipe(countedBody(limit))
  return Number(request.headers['content-length'] ?? 0) > 0 ? request : null
}

function refusalOf(error: unknown, module: string): unknown {
  if (error instanceof Refusal) return error
  const late = error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError
  const detail = 'A part of Quark does not answer. Try again.'
  if (late) return new Refusal(504, `${module}-timeout`, { detail, retryAfter: 5 })
  return new Refusal(502, `${module}-unavailable`, { detail, retryAfter: 5 })
}
