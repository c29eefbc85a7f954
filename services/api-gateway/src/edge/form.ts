import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal } from '@quark/service-kit'

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** Characters of a path with its query. */
const URL_LIMIT = 4096

/** @throws Refusal 400, 405 or 414 for what no route could answer */
export function checkForm(request: IncomingMessage, response: ServerResponse, url: string): void {
  if (!METHODS.has(request.method ?? '')) {
    response.setHeader('allow', [...METHODS].join(', '))
    throw new Refusal(405, 'method-not-allowed', { detail: `No route answers ${request.method}.` })
  }
  if (url.length > URL_LIMIT) {
    throw new Refusal(414, 'url-too-long', { detail: `Path and query have ${URL_LIMIT} characters at most.` })
  }
  if (!url.startsWith('/')) throw Refusal.invalid('invalid-url', [], 'Send the path alone, from the first slash on.')
}
