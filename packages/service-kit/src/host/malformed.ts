import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { PROBLEM_JSON, problemOf } from '../http/problem.js'
import { Refusal } from '../http/refusal.js'

/** What Node's HTTP parser gives up on, by its code. */
const REFUSALS: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: new Refusal(431, 'headers-too-large', { detail: 'Address and headers have 16 kB at most.' }),
  ERR_HTTP_REQUEST_TIMEOUT: new Refusal(408, 'request-timeout', { detail: 'The request took too long to arrive.' }),
}
const MALFORMED = new Refusal(400, 'malformed-request', { detail: 'This is not HTTP/1.1 as RFC 9112 has it.' })

/** Answers what never became a request, on the bare connection, and closes it. */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const refusal = REFUSALS[error.code ?? ''] ?? MALFORMED
  const body = JSON.stringify(problemOf(refusal))
  socket.end(
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\nContent-Type: ${PROBLEM_JSON}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  )
}
