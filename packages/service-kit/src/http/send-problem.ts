import type { IncomingMessage, ServerResponse } from 'node:http'
import { REQUEST_ID_HEADER } from './edge.js'
import { PROBLEM_JSON, problemOf } from './problem.js'
import type { Refusal } from './refusal.js'

/** How long the rest of a refused body is read and thrown away, so that the client gets to read the answer. */
const LINGER_MS = 5000

/** The body of an answer, with its media type. */
export interface ProblemBody {
  readonly type: string
  readonly body: string
}

/**
 * Answers a raw request with a refusal, where no framework does: problem+json unless another body is given. When an
 * answer has begun already, its connection is cut: half an answer is no answer.
 */
export function sendProblem(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  { type, body }: ProblemBody = asJson(request, response, refusal),
): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { retryAfter, location } = refusal.options
  if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter))
  if (location !== undefined) response.setHeader('location', location)
  if (refusal.status === 401) response.setHeader('www-authenticate', 'Bearer')
  response.writeHead(refusal.status, {
    'content-type': type,
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
  linger(request)
}

function asJson(request: IncomingMessage, response: ServerResponse, refusal: Refusal): ProblemBody {
  const requestId = String(response.getHeader(REQUEST_ID_HEADER) ?? '')
  const path = (request.url ?? '/').split(/[?#]/, 1)[0]
  return { type: PROBLEM_JSON, body: JSON.stringify(problemOf(refusal, path, requestId)) }
}

/** Node reads what is left of a body after the answer; a client that does not come to an end is cut off. */
function linger(request: IncomingMessage): void {
  if (request.complete || request.destroyed || !request.socket) return
  const cut = setTimeout(() => request.destroy(), LINGER_MS)
  cut.unref()
  request.once('close', () => clearTimeout(cut))
}
