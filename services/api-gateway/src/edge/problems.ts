import type { IncomingMessage, ServerResponse } from 'node:http'
import { PROBLEM_JSON, problemOf, REQUEST_ID_HEADER, type Refusal } from '@quark/service-kit'
import { PROBLEM_PAGE_POLICY, problemPage, wantsPage } from './problem-page.js'

/** How long the rest of a refused body is read and thrown away, so that the client gets to read the answer. */
const LINGER_MS = 5000

/**
 * Answers with problem+json, and a browser that asks for a page with a page. When an answer has begun already, its
 * connection is cut: half an answer is no answer.
 */
export function sendProblem(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { retryAfter } = refusal.options
  if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter))
  if (refusal.status === 401) response.setHeader('www-authenticate', 'Bearer')
  const { type, body } = wantsPage(request) ? asPage(request, response, refusal) : asJson(request, response, refusal)
  response.writeHead(refusal.status, {
    'content-type': type,
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
  linger(request)
}

interface Body {
  readonly type: string
  readonly body: string
}

function asPage(request: IncomingMessage, response: ServerResponse, refusal: Refusal): Body {
  response.setHeader('content-security-policy', PROBLEM_PAGE_POLICY)
  response.setHeader('vary', 'Accept, Accept-Language')
  return { type: 'text/html; charset=utf-8', body: problemPage(request, refusal) }
}

function asJson(request: IncomingMessage, response: ServerResponse, refusal: Refusal): Body {
  const requestId = String(response.getHeader(REQUEST_ID_HEADER) ?? '')
  return { type: PROBLEM_JSON, body: JSON.stringify(problemOf(refusal, pathOf(request.url), requestId)) }
}

/** Node reads what is left of a body after the answer; a client that does not come to an end is cut off. */
function linger(request: IncomingMessage): void {
  if (request.complete || request.destroyed || !request.socket) return
  const cut = setTimeout(() => request.destroy(), LINGER_MS)
  cut.unref()
  request.once('close', () => clearTimeout(cut))
}

export const pathOf = (url = '/'): string => url.split(/[?#]/, 1)[0] ?? '/'
