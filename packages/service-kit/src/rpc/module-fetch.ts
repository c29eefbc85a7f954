import inject from 'light-my-request'
import { Pool } from 'undici'
import { type EdgeContext, edgeHeaders, markEdge } from '../http/edge.js'
import { uuidv7 } from '../schema/uuid.js'
import type { LocalModule } from './local-module.js'

export interface ModuleRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
  /** For whom the call is made; limits by address count the person and not the module. */
  readonly edge?: Partial<EdgeContext>
  /** Milliseconds; 10 s unless said. */
  readonly timeout?: number
}

/** A request to a module, wherever it runs. Rejects when it does not answer; resolves with any status. */
export type ModuleFetch = (path: string, request?: ModuleRequest) => Promise<Response>

/** One that holds connections. */
export type ClosableFetch = ModuleFetch & { close(): Promise<void> }

const TIMEOUT_MS = 10_000
/** Statuses that `Response` wants without a body. */
const BODILESS = new Set([204, 205, 304])

/** Calls the module's handler as a function: no socket, no copy of the headers on a wire. */
export function inProcessFetch(module: LocalModule): ClosableFetch {
  const call: ModuleFetch = async (
    path,
    { method = 'GET', headers = {}, body, edge = {}, timeout = TIMEOUT_MS } = {},
  ) => {
    const answer = await inject(
      (request, response) => {
        markEdge(request as never, contextOf(edge))
        module.handle(request as never, response as never)
      },
      { method, url: path, headers, payload: body, signal: AbortSignal.timeout(timeout) },
    )
    return toResponse(answer.statusCode, answer.headers, answer.rawPayload)
  }
  return Object.assign(call, { close: async () => {} })
}

/** Calls the module over HTTP with keep-alive; the internal key vouches for the context. */
export function remoteFetch(url: string, internalKey: string): ClosableFetch {
  const pool = new Pool(url, { connections: 32, pipelining: 1 })
  const call: ModuleFetch = async (
    path,
    { method = 'GET', headers = {}, body, edge = {}, timeout = TIMEOUT_MS } = {},
  ) => {
    const answer = await pool.request({
      method,
      path,
      body,
      headers: { ...headers, ...edgeHeaders(contextOf(edge), internalKey) },
      headersTimeout: timeout,
      bodyTimeout: timeout,
    })
    return toResponse(answer.statusCode, answer.headers, Buffer.from(await answer.body.arrayBuffer()))
  }
  return Object.assign(call, { close: () => pool.close() })
}

const contextOf = ({ clientIp = '127.0.0.1', requestId = uuidv7() }: Partial<EdgeContext>): EdgeContext => ({
  clientIp,
  requestId,
})

function toResponse(status: number, headers: Record<string, unknown>, body: Buffer): Response {
  const copied = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) copied.append(name, String(one))
  }
  return new Response(BODILESS.has(status) ? null : new Uint8Array(body), { status, headers: copied })
}
