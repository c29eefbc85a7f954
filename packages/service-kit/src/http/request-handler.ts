import type { IncomingMessage, ServerResponse } from 'node:http'

/** Answers one HTTP request, of Node's own kind. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void
