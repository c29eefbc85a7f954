import { z } from 'zod'
import { kindsOf } from './keyed.js'
import { manifestSchema } from './manifest.js'

/** One key that a manifest may have. */
export interface ManifestKey {
  /** As `exposes[].api`. */
  key: string
  required: boolean
  /** What it says and who reads it. */
  description: string
}

/** Every key of a manifest in the order of the schema: the reference in the docs is made of it. */
export const manifestKeys = (): ManifestKey[] => keysBelow(manifestSchema, '')

function keysBelow(schema: z.ZodType, path: string): ManifestKey[] {
  const kinds = kindsOf(schema)
  if (kinds.length > 0) return kinds.flatMap((kind) => keysBelow(kind, path))
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, value]) => {
      const key = path ? `${path}.${name}` : name
      const own = { key, required: !value.safeParse(undefined).success, description: value.description ?? '' }
      return [own, ...keysBelow(value, key)]
    })
  }
  if (schema instanceof z.ZodArray) return keysBelow(schema.element as z.ZodType, `${path}[]`)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return keysBelow(schema.unwrap() as z.ZodType, path)
  }
  return schema instanceof z.ZodPipe ? keysBelow(schema.in as z.ZodType, path) : []
}
