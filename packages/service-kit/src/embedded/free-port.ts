import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { errorCode } from './plain-error.js'

// Below the ephemeral range of Linux (32768...), so that no outgoing connection sits on a port we remember.
const LOWEST = 20_000
const HIGHEST = 32_000

/** Whether a TCP server can listen on this port now. Rejects on any trouble but a taken or forbidden port. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) =>
      ['EADDRINUSE', 'EACCES'].includes(errorCode(error) ?? '') ? resolve(false) : reject(error),
    )
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/** A TCP port nobody listens on, outside the ephemeral range; `preferred` when that one is free. */
export async function freePort(preferred?: number, host = '127.0.0.1'): Promise<number> {
  if (preferred && (await isFree(preferred, host))) return preferred
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await isFree(port, host)) return port
  }
  throw new Error(`no free port found between ${LOWEST} and ${HIGHEST} on ${host}`)
}
