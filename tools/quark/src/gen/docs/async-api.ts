import { stringify } from 'yaml'
import type { GeneratedFile } from '../generated-file.js'
import type { EventFact, Project } from '../project.js'

const ref = (path: string) => ({ $ref: `#/${path}` })
/** A name as it may stand in a reference: AsyncAPI's keys have no dots. */
const keyOf = (type: string): string => type.replaceAll('.', '-')

/**
 * docs/generated/asyncapi.yaml: the events as AsyncAPI 3.0 (https://www.asyncapi.com/docs/reference/specification/v3.0.0).
 * A channel for each event, a message that is its CloudEvents envelope, and for each module what it sends and receives.
 */
export function asyncApiFile({ modules, events }: Project): GeneratedFile {
  const operations = modules.flatMap(({ manifest }) => [
    ...manifest.exposes.events.map((type) => operation(manifest.name, 'send', type)),
    ...manifest.consumes.map((type) => operation(manifest.name, 'receive', type)),
  ])
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Quark events',
      version: '1.0.0',
      description: 'What the modules of Quark tell each other. See docs/events.md for what can be relied on.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(events.map((event) => [keyOf(event.type), channel(event)])),
    operations: Object.fromEntries(operations),
    components: { messages: Object.fromEntries(events.map((event) => [keyOf(event.type), message(event)])) },
  }
  return {
    path: 'docs/generated/asyncapi.yaml',
    content: `# Made by \`quark gen\` from the contracts and the manifests. Do not edit.\n${stringify(document, { aliasDuplicateObjects: false })}`,
  }
}

const channel = ({ type, stream, description }: EventFact) => ({
  address: `${stream}.${type}`,
  description,
  messages: { [keyOf(type)]: ref(`components/messages/${keyOf(type)}`) },
})

const operation = (module: string, action: 'send' | 'receive', type: string) =>
  [
    `${module}-${action}-${keyOf(type)}`,
    { action, channel: ref(`channels/${keyOf(type)}`), tags: [{ name: module }] },
  ] as const

const message = ({ type, version, description, schema }: EventFact) => ({
  name: type,
  title: type,
  summary: description,
  payload: {
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'version', 'time', 'datacontenttype', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string', format: 'uuid', description: 'UUIDv7; the same in every copy.' },
      source: { type: 'string', description: 'The module that emitted it, like /blog-service.' },
      type: { const: type },
      version: { const: version },
      time: { type: 'string', format: 'date-time' },
      datacontenttype: { const: 'application/json' },
      data: schema,
    },
  },
})
