import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from './refusal.js'

const FORM = 'multipart/form-data'

/**
 * Leaves the body of a route that `@TakesForm()` marks unread: the route reads it as it comes, from `request.raw`. Every
 * other route refuses a form, and such a route refuses what is none before a byte of it is read.
 */
export function addStreamedBodies(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(FORM, (request, _body, done) => {
    done(takesForm(request) || request.is404 ? null : unsupported('application/json'), undefined)
  })
  fastify.addHook('preParsing', (request, _reply, _body, done) => {
    const type = request.headers['content-type'] ?? ''
    done(takesForm(request) && !type.toLowerCase().startsWith(FORM) ? unsupported(FORM) : null)
  })
}

const takesForm = (request: FastifyRequest): boolean => request.routeOptions.config.quark?.takesForm === true

const unsupported = (type: string): Refusal =>
  new Refusal(415, 'unsupported-media-type', { detail: `Send the body as ${type}.` })
