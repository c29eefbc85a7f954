import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Logger, REQUEST_ID_HEADER, Refusal, sendProblem } from '@quark/service-kit'
import { PROBLEM_PAGE_POLICY, problemPage, wantsPage } from './problem-page.js'

/** Answers with problem+json, and a browser that asks for a page with a page. */
export function sendRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const asPage = !response.headersSent && wantsPage(request)
  if (asPage) {
    response.setHeader('content-security-policy', PROBLEM_PAGE_POLICY)
    response.setHeader('vary', 'Accept, Accept-Language')
  }
  const page = asPage ? { type: 'text/html; charset=utf-8', body: problemPage(request, refusal) } : undefined
  sendProblem(request, response, refusal, page)
}

export const pathOf = (url = '/'): string => url.split(/[?#]/, 1)[0] ?? '/'

export const unknownPath = (method: string | undefined, url: string): Refusal =>
  new Refusal(404, 'route-not-found', { detail: `There is no ${method} ${pathOf(url)}.` })

/** What a client is told of something that was thrown; what is no refusal is a bug and logged. */
export function refusalOf(log: Logger, request: IncomingMessage, response: ServerResponse, error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const requestId = response.getHeader(REQUEST_ID_HEADER)
  log.error({ err: error, requestId, method: request.method, path: pathOf(request.url) }, 'the edge failed')
  return new Refusal(500, 'internal-error', { detail: 'Something went wrong on our side.' })
}
