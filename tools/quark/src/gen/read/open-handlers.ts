import 'reflect-metadata'
import type { Type } from '@nestjs/common'
import { rulesOf } from '@quark/service-kit'
import { controllersOf } from './nest-modules.js'

/** Where Nest keeps the path of a route, on its handler. */
const PATH = 'path'

/** Handlers of routes that do not say who may call, as `PostsController.publish`. */
export const openHandlers = (module: Type): string[] =>
  controllersOf(module).flatMap((controller) =>
    handlersOf(controller)
      .filter(([, handler]) => rulesOf(handler).access === undefined)
      .map(([name]) => `${controller.name}.${name}`),
  )

/** The methods of a controller that answer a route. */
function handlersOf(controller: Type): [string, object][] {
  const prototype: Record<string, unknown> = controller.prototype
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== 'constructor')
    .map((name) => [name, prototype[name]] as const)
    .filter((entry): entry is [string, object] => typeof entry[1] === 'function' && Reflect.hasMetadata(PATH, entry[1]))
}
