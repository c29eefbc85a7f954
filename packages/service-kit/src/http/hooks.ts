import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { callerOf } from '../auth/bearer.js'
import type { Caller } from '../auth/caller.js'
import type { TokenVerifier } from '../auth/token-verifier.js'
import { uuidv7 } from '../schema/uuid.js'
import { edgeOf, REQUEST_ID_HEADER } from './edge.js'
import { EVENT_STREAM, wantsEvents } from './event-stream.js'
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

/** The id that the edge gave a request, or a new one. */
export function requestIdOf(internalKey: string) {
  return (raw: FastifyRequest['raw']): string => edgeOf(raw, internalKey)?.requestId || uuidv7()
}

/** What every route gets before and after its handler: who calls, from where, may they; the answer's shape and ETag. */
export function addHooks(fastify: FastifyInstance, verifier: TokenVerifier, internalKey: string): void {
  fastify.decorateRequest('caller', undefined)
  fastify.decorateRequest('clientIp', '')

  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header(REQUEST_ID_HEADER, request.id)
    request.clientIp = edgeOf(request.raw, internalKey)?.clientIp ?? request.socket.remoteAddress ?? ''
    const { access, events } = request.routeOptions.config.quark ?? {}
    const { authorization, accept } = request.headers
    if (access === undefined) return done()
    if (authorization === undefined && access === 'signed-in') return done(Refusal.unauthorized())
    const admit = (): void => done(events && !wantsEvents(accept) ? notEvents() : undefined)
    if (authorization === undefined) return admit()
    callerOf(authorization, verifier).then((caller) => {
      request.caller = caller
      admit()
    }, done)
  })

  fastify.addHook('preSerialization', (request, _reply, payload, done) => {
    const schema = request.routeOptions.config.quark?.returns
    if (!schema) return done(null, payload)
    const checked = schema.safeParse(payload)
    if (checked.success) return done(null, checked.data)
    return done(new Error(`The answer breaks its own schema: ${checked.error.message}`))
  })

  fastify.addHook('onSend', (request, reply, payload, done) => {
    keepVary(reply)
    // Fastify reads the body of a HEAD to its end, which a stream of events does not have.
    if (request.method === 'HEAD' && payload instanceof Readable) payload.destroy()
    if (request.method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string') return done(null, payload)
    return done(null, withETag(request, reply, payload))
  })
}

/** The gateway in this process may have said what its part of the answer depends on; the route's part is added to it. */
function keepVary(reply: FastifyReply): void {
  const outer = reply.raw.getHeader('vary')
  // Without a header of its own the reply answers with the outer one.
  const own = reply.getHeader('vary')
  if (outer !== undefined && own !== outer) reply.header('vary', `${outer}, ${own}`)
}

/** Sets an ETag over the body unless the route set its own; a client that has this very answer gets 304 (RFC 9110). */
function withETag(request: FastifyRequest, reply: FastifyReply, payload: string): string {
  const own = reply.getHeader('etag')
  const etag = typeof own === 'string' ? own : `W/"${createHash('sha1').update(payload).digest('base64url')}"`
  if (own === undefined) reply.header('etag', etag)
  if (!reply.hasHeader('cache-control'))
    reply.header('cache-control', request.caller ? 'private, no-cache' : 'no-cache')
  const vary = reply.getHeader('vary')
  reply.header('vary', vary === undefined ? 'Authorization' : `${vary}, Authorization`)
  const known = request.headers['if-none-match']
  if (known?.split(',').some((candidate) => bare(candidate) === bare(etag))) {
    reply.code(304)
    return ''
  }
  return payload
}

const notEvents = (): Refusal =>
  new Refusal(406, 'event-stream-only', { detail: `Ask for this stream with Accept: ${EVENT_STREAM}.` })

const bare = (etag: string): string => etag.trim().replace(/^W\//, '')
