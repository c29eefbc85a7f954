import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'

export interface RawAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

export interface RawRequest {
  port: number
  path: string
  method?: string
  headers?: Record<string, string>
  /** Sent one after the other, chunked unless a content-length is among the headers. */
  pieces?: readonly string[]
}

/** A request with full say over headers and framing, which `fetch` does not give. */
export function raw({ port, path, method = 'GET', headers = {}, pieces = [] }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let answered = false
    const request = httpRequest({ port, path, method, headers, agent: false }, (response) => {
      answered = true
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    // The answer may come before the body is through; writing what is left then fails, which is fine.
    request.on('error', (error) => (answered ? undefined : reject(error)))
    for (const piece of pieces) request.write(piece)
    request.end()
  })
}

/** Sends bytes as they are and reads until the other side is done. */
export function rawBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
  })
}
