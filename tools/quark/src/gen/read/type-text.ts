/** The parts of JSON Schema that zod makes of an event's data. */
export interface JsonSchema {
  type?: string
  format?: string
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: readonly string[]
  additionalProperties?: boolean | JsonSchema
  description?: string
}

/** A JSON Schema as a reader of TypeScript would write it: `uuid`, `'en' | 'ru'`, `string[]`, `{ url: uri }`. */
export function typeText(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.anyOf) return schema.anyOf.map(typeText).join(' | ')
  if (schema.type === 'array') return listText(typeText(schema.items ?? {}))
  if (schema.type === 'object') return objectText(schema)
  return schema.format ?? schema.type ?? 'unknown'
}

const literal = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value))
const listText = (item: string): string => (item.includes(' | ') ? `(${item})[]` : `${item}[]`)

function objectText({ properties, required = [], additionalProperties }: JsonSchema): string {
  if (!properties || Object.keys(properties).length === 0) {
    return typeof additionalProperties === 'object' ? `Record<string, ${typeText(additionalProperties)}>` : '{}'
  }
  const fields = Object.entries(properties).map(([name, field]) => `${fieldName(name, required)}: ${typeText(field)}`)
  return `{ ${fields.join(', ')} }`
}

/** `name`, or `name?` when it may be absent. */
export const fieldName = (name: string, required: readonly string[]): string =>
  required.includes(name) ? name : `${name}?`
