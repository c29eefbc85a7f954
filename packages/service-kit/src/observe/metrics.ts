import { Injectable } from '@nestjs/common'
import type { FastifyInstance } from 'fastify'
import { Histogram, Registry } from 'prom-client'
import { EVENT_STREAM } from '../http/event-stream.js'

/** Counts and times the requests of one module. Labels are bounded: routes are patterns, not paths. */
@Injectable()
export class Metrics {
  readonly registry = new Registry()

  private readonly duration = new Histogram({
    name: 'quark_http_request_duration_seconds',
    help: 'How long requests took, by route pattern, method and status class.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  })

  addTo(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      // How long somebody listened says nothing of how fast an answer was.
      if (reply.getHeader('content-type') === EVENT_STREAM) return done()
      const labels = {
        route: request.routeOptions.url ?? 'none',
        method: request.method,
        status: `${Math.floor(reply.statusCode / 100)}xx`,
      }
      this.duration.observe(labels, reply.elapsedTime / 1000)
      done()
    })
  }
}
