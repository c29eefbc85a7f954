import type { IncomingHttpHeaders, ServerResponse } from 'node:http'

/** Headers between two neighbours, not between the two ends (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
/** What a module does not decide: the edge has set it already. */
const SET_BY_THE_EDGE = new Set(['x-request-id', 'x-powered-by', 'server', 'date'])

type Headers = Record<string, string | string[]>

/** The request's headers for a module. `Expect` was answered by the edge. */
export function requestHeaders(headers: IncomingHttpHeaders): Headers {
  const dropped = namedIn(headers.connection)
  const kept: Headers = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined && name !== 'expect' && !HOP_BY_HOP.has(name) && !dropped?.has(name)) kept[name] = value
  }
  return kept
}

/** Puts the module's headers on the answer. `Vary` is added to: both the edge and the module have a say in it. */
export function answerHeaders(headers: Record<string, string | string[] | undefined>, response: ServerResponse): void {
  const dropped = namedIn(headers.connection)
  for (const name in headers) {
    const value = headers[name]
    if (value === undefined || HOP_BY_HOP.has(name) || SET_BY_THE_EDGE.has(name) || dropped?.has(name)) continue
    if (name === 'vary') response.appendHeader(name, value)
    else response.setHeader(name, value)
  }
}

function namedIn(connection: string | string[] | undefined): Set<string> | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined
  return new Set(
    String(connection)
      .toLowerCase()
      .split(/\s*,\s*/),
  )
}
