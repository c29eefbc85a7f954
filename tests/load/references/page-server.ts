import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

/**
 * The least that can send a page: one route of bare Fastify with the bytes and the headers in memory.
 * Arguments: a file with the bytes, a file with the headers as JSON, the port.
 */
const [file = '', headersFile = '', port = '0'] = process.argv.slice(2)
const bytes = readFileSync(file)
const headers = JSON.parse(readFileSync(headersFile, 'utf8')) as Record<string, string>
const fastify = Fastify()

fastify.get('/*', (_, reply) => {
  reply.headers(headers).send(bytes)
})

await fastify.listen({ host: '127.0.0.1', port: Number(port) })
process.stdout.write('ready\n')
