import 'reflect-metadata'
import { applyDecorators, Header, HttpCode } from '@nestjs/common'
import { RouteConfig } from '@nestjs/platform-fastify'
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiExtension, ApiResponse } from '@nestjs/swagger'
import type { z } from 'zod'
import { EVENT_STREAM } from './event-stream.js'

/** Who may call a route. `public`: anybody, a token is read when there is one. `signed-in`: a valid access token. */
export type AccessRule = 'public' | 'signed-in'

/** What the kit knows of a route; read by its hooks from the route's configuration. */
export interface RouteRules {
  access?: AccessRule
  returns?: z.ZodType
  /** The route reads a multipart form by itself, as it comes. */
  takesForm?: boolean
  /** The answer is a stream of server-sent events. */
  events?: boolean
}

const RULES = 'quark:route'

function addRule(rule: RouteRules): MethodDecorator {
  return (target, key, descriptor: PropertyDescriptor) => {
    const handler: object = descriptor.value
    const rules: RouteRules = { ...(Reflect.getMetadata(RULES, handler) as RouteRules | undefined), ...rule }
    Reflect.defineMetadata(RULES, rules, handler)
    RouteConfig({ quark: rules })(target, key, descriptor)
  }
}

/** The rules of a controller's method. */
export function rulesOf(handler: object): RouteRules {
  return (Reflect.getMetadata(RULES, handler) as RouteRules | undefined) ?? {}
}

/** Says who may call this route. Every route has one; a test fails on a route without. */
export function Access(access: AccessRule): MethodDecorator {
  const documented = access === 'signed-in' ? [ApiBearerAuth()] : []
  return applyDecorators(addRule({ access }), ApiExtension('x-access', access), ...documented)
}

/**
 * The shape and the status of the answer: checked (an answer that breaks it is a bug and a 500), stripped of what the
 * shape does not name, and documented. For an empty answer use `@ReturnsNothing()`.
 */
export function Returns(schema: z.ZodType, status = 200): MethodDecorator {
  return applyDecorators(
    addRule({ returns: schema }),
    HttpCode(status),
    ApiResponse({ status, standardSchema: schema, description: '' }),
  )
}

/**
 * The route takes a multipart form with one file and reads it from `request.raw` as it comes: nobody keeps it in memory.
 * @param field the name of the file's field
 */
export function TakesForm(field: string): MethodDecorator {
  const properties = { [field]: { type: 'string', format: 'binary' } }
  return applyDecorators(
    addRule({ takesForm: true }),
    ApiConsumes('multipart/form-data'),
    ApiBody({ schema: { type: 'object', properties, required: [field], additionalProperties: false } }),
  )
}

/**
 * The route answers with a `Readable` of server-sent events. It ends when the client goes, when the process stops, or by
 * itself; a browser's `EventSource` then comes back. Asked for by `Accept: text/event-stream`, by which the gateway too knows a stream; 406 without.
 */
export function ReturnsEvents(): MethodDecorator {
  return applyDecorators(
    addRule({ events: true }),
    Header('content-type', EVENT_STREAM),
    Header('cache-control', 'no-store, no-transform'),
    Header('x-accel-buffering', 'no'),
    ApiResponse({ status: 200, description: '', content: { [EVENT_STREAM]: { schema: { type: 'string' } } } }),
  )
}

/** 204, no body. */
export function ReturnsNothing(): MethodDecorator {
  return applyDecorators(HttpCode(204), ApiResponse({ status: 204, description: '' }))
}
