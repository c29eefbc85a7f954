import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Refusal, sendProblem } from '@quark/service-kit'
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
