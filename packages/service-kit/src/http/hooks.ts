import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../auth/caller.js'
import type { TokenVerifier } from '../auth/token-verifier.js'
import { uuidv7 } from '../schema/uuid.js'
import { edgeOf, REQUEST_ID_HEADER } from './edge.js'
import { Refusal } from './refusal.js'
import type { RouteRules } from './route.js'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined
    clientIp: string
  }
  interface FastifyContextConfig {
    quark?: RouteRules
  }
}

const BEARER = /^Bearer ([\w.~+/=-]+)$/i

/** The id that the edge gave a request, or a new one. */
export function requestIdOf(internalKey: string) {
  return (raw: FastifyRequest['raw']): string => edgeOf(raw, internalKey)?.requestId || uuidv7()
}

/** What every route gets before and after its handler: who calls, from where, may they; the answer's shape and ETag. */
export function addHooks(fastify: FastifyInstance, verifier: TokenVerifier, internalKey: string): void {
  fastify.decorateRequest('caller', undefined)
  fastify.decorateRequest('clientIp', '')

  fastify.addHook('onRequest', async (request, reply) => {
    reply.header(REQUEST_ID_HEADER, request.id)
    request.clientIp = edgeOf(request.raw, internalKey)?.clientIp ?? request.socket.remoteAddress ?? ''
    const access = request.routeOptions.config.quark?.access
    if (access === undefined) return
    request.caller = await callerOf(request, verifier)
    if (access === 'signed-in' && !request.caller) throw Refusal.unauthorized()
  })

  fastify.addHook('preSerialization', (request, _reply, payload, done) => {
    const schema = request.routeOptions.config.quark?.returns
    if (!schema) return done(null, payload)
    const checked = schema.safeParse(payload)
    if (checked.success) return done(null, checked.data)
    return done(new Error(`The answer breaks its own schema: ${checked.error.message}`))
  })

  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (request.method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string') return done(null, payload)
    return done(null, withETag(request, reply, payload))
  })
}

async function callerOf(request: FastifyRequest, verifier: TokenVerifier): Promise<Caller | undefined> {
  const header = request.headers.authorization
  if (header === undefined) return undefined
  const token = BEARER.exec(header)?.[1]
  if (!token) throw Refusal.unauthorized('token-invalid', 'Send the header as Authorization: Bearer <access token>.')
  return verifier.verify(token)
}

/** Sets an ETag over the body unless the route set its own; a client that has this very answer gets 304 (RFC 9110). */
function withETag(request: FastifyRequest, reply: FastifyReply, payload: string): string {
  const own = reply.getHeader('etag')
  const etag = typeof own === 'string' ? own : `W/"${createHash('sha1').update(payload).digest('base64url')}"`
  if (own === undefined) reply.header('etag', etag)
  if (!reply.hasHeader('cache-control'))
    reply.header('cache-control', request.caller ? 'private, no-cache' : 'no-cache')
  if (!reply.hasHeader('vary')) reply.header('vary', 'Authorization')
  const known = request.headers['if-none-match']
  if (known?.split(',').some((candidate) => bare(candidate) === bare(etag))) {
    reply.code(304)
    return ''
  }
  return payload
}

const bare = (etag: string): string => etag.trim().replace(/^W\//, '')
