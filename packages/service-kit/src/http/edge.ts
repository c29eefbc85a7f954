import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What the edge (the gateway, or a module that calls for a person) knows of a request. */
export interface EdgeContext {
  requestId: string
  /** The address of the person's client, as the edge saw it. */
  clientIp: string
}

export const INTERNAL_KEY_HEADER = 'x-quark-key'
const CLIENT_IP_HEADER = 'x-quark-client-ip'
export const REQUEST_ID_HEADER = 'x-request-id'
/** What comes from outside under these names is dropped. */
export const INTERNAL_HEADERS: readonly string[] = [INTERNAL_KEY_HEADER, CLIENT_IP_HEADER]

const EDGE = Symbol('edge')
type Marked = IncomingMessage & { [EDGE]?: EdgeContext }

/** Notes the context on a request that is handed over within the process. */
export function markEdge(request: IncomingMessage, context: EdgeContext): void {
  ;(request as Marked)[EDGE] = context
}

/** Headers that carry the context to another process. */
export function edgeHeaders(context: EdgeContext, internalKey: string): Record<string, string> {
  return {
    [INTERNAL_KEY_HEADER]: internalKey,
    [CLIENT_IP_HEADER]: context.clientIp,
    [REQUEST_ID_HEADER]: context.requestId,
  }
}

/**
 * The context that a trusted party gave the request: by hand-over, or by headers with the internal key.
 * Undefined for a request that came straight from outside.
 */
export function edgeOf(request: IncomingMessage, internalKey: string): EdgeContext | undefined {
  const marked = (request as Marked)[EDGE]
  if (marked) return marked
  const { [INTERNAL_KEY_HEADER]: key, [CLIENT_IP_HEADER]: clientIp, [REQUEST_ID_HEADER]: requestId } = request.headers
  if (typeof key !== 'string' || typeof clientIp !== 'string' || !isSame(key, internalKey)) return undefined
  return { clientIp, requestId: typeof requestId === 'string' ? requestId : '' }
}

/** Compares in a time that tells nothing of where the two differ. */
export function isSame(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}
