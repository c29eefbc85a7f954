import 'reflect-metadata'
import type { DynamicModule, Type } from '@nestjs/common'

/** Keys under which `@Module()` keeps its parts. */
type Part = 'imports' | 'controllers' | 'providers'

/** A module class and all it imports, each once. */
export function modulesBelow(module: Type, seen = new Set<Type>()): Type[] {
  if (seen.has(module)) return []
  seen.add(module)
  const imported = partsOf(module, 'imports').flatMap((item) => modulesBelow(classOf(item), seen))
  return [module, ...imported]
}

/** The controllers of a module and of all it imports. */
export const controllersOf = (module: Type): Type[] =>
  modulesBelow(module)
    .flatMap((one) => partsOf(one, 'controllers'))
    .map(classOf)

/** The providers that are classes, of a module and of all it imports. */
export const providersOf = (module: Type): Type[] =>
  modulesBelow(module)
    .flatMap((one) => partsOf(one, 'providers'))
    .filter((item) => typeof item === 'function')
    .map(classOf)

const partsOf = (module: Type, part: Part): (Type | DynamicModule)[] => Reflect.getMetadata(part, module) ?? []
const classOf = (item: Type | DynamicModule): Type => ('module' in item ? item.module : item)
