import type { World } from './world.js'

/** The parts of JSON Schema (as OpenAPI 3.0 has it) that the walk understands. */
export interface JsonSchema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object'
  readonly nullable?: boolean
  readonly properties?: Record<string, JsonSchema>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: unknown
}

/** A value that a route takes, so that only what the walk breaks in it is wrong. */
export function sample(schema: JsonSchema, name: string, world: World): unknown {
  if (name in world.values) return world.values[name]
  if (schema.enum) return schema.enum[0]
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, property]) => [key, sample(property, key, world)]),
      )
    case 'array':
      return schema.items ? [sample(schema.items, name, world)] : []
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    default:
      return text(schema, name)
  }
}

function text({ pattern, format, minLength = 0 }: JsonSchema, name: string): string {
  const value = 'some text'.padEnd(minLength, '.')
  const fits = !format && (!pattern || new RegExp(pattern, 'u').test(value))
  if (fits) return value
  throw new Error(`The walk has no good value for "${name}" (${format ?? pattern}). Add one to values in world.ts.`)
}
