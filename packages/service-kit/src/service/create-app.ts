import { Module, RequestMethod, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Manifest } from '@quark/manifest'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Database } from '../data/database.js'
import { addBodyLimits } from '../http/body-limit.js'
import { addHooks, requestIdOf } from '../http/hooks.js'
import { addIdempotency } from '../http/idempotency.js'
import { PROBLEM_JSON, problemOf } from '../http/problem.js'
import { ProblemFilter } from '../http/problem-filter.js'
import { Refusal } from '../http/refusal.js'
import { RouteMethods } from '../http/route-methods.js'
import { SchemaPipe } from '../http/schema-pipe.js'
import { addStreamedBodies } from '../http/streamed-body.js'
import { Metrics } from '../observe/metrics.js'
import type { Host, NestServiceOptions } from './define.js'
import { kitModule } from './kit.module.js'
import { NestLog } from './nest-log.js'
import { LOGGER } from './tokens.js'

const API_PREFIX = 'api/v1'
/** Routes of the kit itself, outside the API. */
const KIT_ROUTES = ['health', 'ready', 'metrics', 'manifest'].map((path) => ({ path, method: RequestMethod.GET }))
/** Routes of controllers whose path says itself where below /api they are: they have no version. */
const WHOLE_PATHS = 'api/{*path}'

/** Builds the Nest application of a module, ready to be handed requests. Connects to nothing yet. */
export async function createApp(
  host: Host,
  manifest: Manifest,
  { module, config }: Pick<NestServiceOptions, 'module' | 'config'>,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    genReqId: requestIdOf(host.internalKey),
    routerOptions: { maxParamLength: 300 },
    skipMiddie: true,
    // What Fastify refuses before it has a route: the hooks and the filter never see it.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const refusal = Refusal.invalid('invalid-url', [], 'The address is not a valid URL.')
      reply
        .code(400)
        .header('content-type', PROBLEM_JSON)
        .send(JSON.stringify(problemOf(refusal, undefined, request.id)))
    },
  })
  addHooks(adapter.getInstance(), host.tokens, host.internalKey)
  addBodyLimits(adapter.getInstance(), manifest)
  addStreamedBodies(adapter.getInstance())
  const methods = new RouteMethods()
  methods.addTo(adapter.getInstance())
  const app = await NestFactory.create<NestFastifyApplication>(rootOf(host, manifest, module, config), adapter, {
    logger: new NestLog(host.log.child({ module: manifest.name })),
    bodyParser: false,
    abortOnError: false,
  })
  adapter.getInstance().removeContentTypeParser('text/plain')
  app.get(Metrics).addTo(adapter.getInstance())
  if (manifest.requires.infrastructure.includes('database')) addIdempotency(adapter.getInstance(), app.get(Database))
  app.setGlobalPrefix(API_PREFIX, { exclude: [...KIT_ROUTES, WHOLE_PATHS, ...filePaths(manifest)] })
  app.useGlobalPipes(new SchemaPipe())
  app.useGlobalFilters(new ProblemFilter(app.get(LOGGER), methods))
  await app.init()
  await adapter.getInstance().ready()
  return app
}

/** Files are not below /api. A controller of the API whose path begins alike says its whole path. */
const filePaths = ({ exposes }: Manifest): string[] =>
  exposes.routes.filter(({ kind }) => kind === 'files').map(({ path }) => `${path.slice(1)}/{*path}`)

function rootOf(host: Host, manifest: Manifest, module: Type, config: NestServiceOptions['config']): Type {
  @Module({ imports: [kitModule(host, manifest, config), module] })
  class Root {}
  return Root
}
