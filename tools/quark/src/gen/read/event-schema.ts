import type { EventContract } from '@quark/contracts'
import { z } from 'zod'
import type { JsonSchema } from './type-text.js'

/**
 * The data of an event as JSON Schema, with the doc comments of its fields.
 * @param comments by field
 */
export function eventSchema({ schema }: EventContract, comments: ReadonlyMap<string, string>): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { unrepresentable: 'any', override: plainer })
  const { properties = {}, ...rest } = json as JsonSchema
  return { ...rest, properties: Object.fromEntries(Object.entries(properties).map(described(comments))) }
}

const described =
  (comments: ReadonlyMap<string, string>) =>
  ([name, field]: [string, JsonSchema]): [string, JsonSchema] => {
    const description = comments.get(name) || field.description
    return [name, description ? { ...field, description } : field]
  }

/**
 * Takes out what would mislead or only repeats: zod closes objects, while a new optional field keeps an event's version;
 * a format is also given as a pattern, and every integer has the limits of a double.
 */
function plainer({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
  if (jsonSchema.format) delete jsonSchema.pattern
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
}
