import { z } from 'zod'

/** An entry of a list that says its kind by the key it begins with: `- api: /x` is an `api`. */
export type Keyed<Kinds extends Record<string, z.ZodType>> = {
  [Kind in keyof Kinds]: z.output<Kinds[Kind]>
}[keyof Kinds]

const KINDS = new WeakMap<z.ZodType, readonly z.ZodType[]>()

/** The schemas of the kinds that `keyed` was given; none for any other schema. */
export const kindsOf = (schema: z.ZodType): readonly z.ZodType[] => KINDS.get(schema) ?? []

/**
 * Checks an entry by the schema of its kind, so that the error is about that kind and not about all of them,
 * as a plain union's would be.
 * @param kinds one strict schema for each kind; the kind is also a key of the entry
 */
export function keyed<Kinds extends Record<string, z.ZodType>>(kinds: Kinds) {
  const names = Object.keys(kinds).join(', ')
  const schema = z.unknown().transform((entry, ctx): Keyed<Kinds> => {
    const found = keysOf(entry).filter((key) => Object.hasOwn(kinds, key))
    const kind = found.length === 1 && found[0] !== undefined ? kinds[found[0]] : undefined
    if (!kind) {
      const several = found.length > 1 ? `is ${found.join(' and ')} at once; ` : ''
      ctx.addIssue(`${several}must be an entry of exactly one kind: ${names}`)
      return z.NEVER
    }
    const result = kind.safeParse(entry)
    if (result.success) return result.data as Keyed<Kinds>
    for (const { path, message } of result.error.issues) ctx.addIssue({ code: 'custom', path, message })
    return z.NEVER
  })
  KINDS.set(schema, Object.values(kinds))
  return schema
}

const keysOf = (entry: unknown): string[] => (typeof entry === 'object' && entry !== null ? Object.keys(entry) : [])
