import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { REQUEST_ID_HEADER } from '../http/edge.js'
import type { Refusal } from '../http/refusal.js'
import { sendProblem } from '../http/send-problem.js'
import { answerOn } from './answer-on.js'

/** Answers a request for an upgrade with problem+json, and ends the connection. */
export function refuseUpgrade(request: IncomingMessage, socket: Duplex, refusal: Refusal, requestId = ''): void {
  if (!socket.writable) return void socket.destroy()
  const response = new ServerResponse(request)
  if (requestId) response.setHeader(REQUEST_ID_HEADER, requestId)
  answerOn(response, socket)
  sendProblem(request, response, refusal)
}
