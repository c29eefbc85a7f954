import { type JsonSchema, sample } from './schema.js'
import type { World } from './world.js'

/** A value with one thing wrong. */
export interface Broken {
  readonly what: string
  /** Where in the value: `['links', '0', 'url']`. */
  readonly at: readonly string[]
  readonly value: unknown
}

const NUL = 'a NUL'
const LONE_SURROGATE = 'a lone surrogate'
/** Things wrong with single characters. */
export const CHARACTERS: ReadonlySet<string> = new Set([NUL, LONE_SURROGATE])
const UNHEARD_OF = 'unheardOf'

/** Everything that can be wrong with a value of this schema, one thing at a time; `good` is a value with nothing wrong. */
export function broken(schema: JsonSchema, good: unknown, world: World, at: readonly string[] = []): Broken[] {
  const own = [...wrongTypes(schema), ...overLimits(schema, good)].map(([what, value]) => ({ what, at, value }))
  if (schema.type === 'object') return [...own, ...insideObject(schema, good as Record<string, unknown>, world, at)]
  if (schema.type === 'array' && schema.items) return [...own, ...insideArray(schema.items, good, world, at)]
  return own
}

type Case = [what: string, value: unknown]

function wrongTypes({ type, nullable, enum: values, format, pattern }: JsonSchema): Case[] {
  const cases: Case[] = []
  if (type !== 'object') cases.push(['an object', { a: 1 }])
  if (type !== 'array') cases.push(['a list', [['x']]])
  if (type !== 'string') cases.push(['a text', 'some text'])
  if (type !== 'number' && type !== 'integer') cases.push(['a number', 7])
  if (type !== 'boolean') cases.push(['a boolean', true])
  if (!nullable) cases.push(['null', null])
  if (values) cases.push(['none of the choices', 'no-such-choice'])
  if (format === 'uuid') cases.push(['no uuid', 'not-a-uuid'], ['hardly a uuid', `${crypto.randomUUID()}0`])
  if (pattern && !new RegExp(pattern, 'u').test(' ?/')) cases.push(['against the pattern', ' ?/'])
  return cases
}

function overLimits(
  { type, minLength, maxLength, maxItems, minimum, maximum, enum: values }: JsonSchema,
  good: unknown,
) {
  const cases: Case[] = []
  if (type === 'string' && !values) cases.push([NUL, 'a\u0000b'], [LONE_SURROGATE, 'a\ud800b'])
  if (maxLength !== undefined) cases.push(['too long', 'x'.repeat(maxLength + 1)])
  if (minLength) cases.push(['too short', 'x'.repeat(minLength - 1)])
  if (maxItems !== undefined) cases.push(['too many', Array(maxItems + 1).fill((good as unknown[])[0])])
  if (type === 'integer') cases.push(['a fraction', 1.5])
  if (minimum !== undefined) cases.push(['too small', minimum - 1])
  if (maximum !== undefined) cases.push(['too large', maximum + 1])
  return cases
}

function insideObject(
  schema: JsonSchema,
  good: Record<string, unknown>,
  world: World,
  at: readonly string[],
): Broken[] {
  const all: Broken[] = [{ what: 'an unknown field', at: [...at, UNHEARD_OF], value: { ...good, [UNHEARD_OF]: 1 } }]
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const { [name]: known = sample(property, name, world), ...others } = good
    const where = [...at, name]
    if (schema.required?.includes(name)) all.push({ what: 'missing', at: where, value: others })
    for (const one of broken(property, known, world, where)) all.push({ ...one, value: { ...good, [name]: one.value } })
  }
  return all
}

function insideArray(items: JsonSchema, good: unknown, world: World, at: readonly string[]): Broken[] {
  const known = (good as unknown[])[0]
  return broken(items, known, world, [...at, '0']).map((one) => ({ ...one, value: [one.value] }))
}
