import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { EventContract } from '@quark/contracts'
import type { EventFact } from '../project.js'
import { type EventDoc, eventDocs } from './event-docs.js'
import { eventSchema } from './event-schema.js'
import { fieldName, typeText } from './type-text.js'

const SOURCE = 'packages/contracts/src/events'
const BUILT = 'packages/contracts/dist/events'

/**
 * Every event of packages/contracts, sorted by name. A file in the folder is enough: there is no list to keep.
 * @throws when a file was not built
 */
export async function readEvents(root: string): Promise<EventFact[]> {
  const names = readdirSync(join(root, SOURCE)).filter((name) => name.endsWith('.ts'))
  const facts = await Promise.all(names.map((name) => eventsOf(root, name)))
  return facts.flat().sort((a, b) => (a.type < b.type ? -1 : 1))
}

async function eventsOf(root: string, name: string): Promise<EventFact[]> {
  const file = posix.join(SOURCE, name)
  const built = join(root, BUILT, name.replace(/\.ts$/, '.js'))
  if (!existsSync(built)) throw new Error(`${file} is not built. Run npm run build.`)
  const docs = eventDocs(file, readFileSync(join(root, file), 'utf8'))
  const exported: Record<string, unknown> = await import(pathToFileURL(built).href)
  return Object.values(exported)
    .filter(isContract)
    .map((contract) => factOf(contract, file, docs.get(contract.type)))
}

const isContract = (value: unknown): value is EventContract =>
  typeof value === 'object' && value !== null && 'type' in value && 'stream' in value && 'schema' in value

function factOf(contract: EventContract, file: string, doc?: EventDoc): EventFact {
  const { type, version, stream } = contract
  const schema = eventSchema(contract, doc?.fields ?? new Map())
  return {
    type,
    version,
    stream,
    file,
    schema,
    description: doc?.description ?? '',
    fields: Object.entries(schema.properties ?? {}).map(([name, field]) => ({
      name: fieldName(name, schema.required ?? []),
      type: typeText(field),
      description: field.description ?? '',
    })),
  }
}
