import type { Manifest } from '@quark/manifest'
import { stringify } from 'yaml'
import type { GeneratedFile } from '../generated-file.js'
import type { EventFact, Project } from '../project.js'
import { ENVELOPE } from './envelope.js'

const NOTICE = '# Made by `quark gen` from the contracts and the manifests. Do not edit.\n'

/**
 * docs/generated/asyncapi.yaml: the events as AsyncAPI 3.0 (https://www.asyncapi.com/docs/reference/specification/v3.0.0).
 * A channel for each event, a message that is its CloudEvents envelope, and for each module what it sends and receives.
 */
export function asyncApiFile({ modules, events, version }: Project): GeneratedFile {
  const manifests = modules.map(({ manifest }) => manifest)
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Quark events',
      version,
      description: 'What the modules of Quark tell each other. docs/events.md says what can be relied on.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: { nats: NATS },
    defaultContentType: 'application/json',
    channels: keyed(events, channel),
    operations: Object.fromEntries(manifests.flatMap(operations)),
    components: {
      messages: keyed(events, (event) => message(event, manifests)),
      schemas: { envelope: ENVELOPE },
    },
  }
  return {
    path: 'docs/generated/asyncapi.yaml',
    content: NOTICE + stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }),
  }
}

const NATS = {
  host: '{host}',
  protocol: 'nats',
  description:
    'NATS JetStream 2.10 or newer, when NATS_URL is set. Without it the same messages are in the database `events`; `quark events tail` shows them in both cases.',
  variables: { host: { default: 'localhost:4222', description: 'As in NATS_URL.' } },
}

const ref = (...path: string[]) => ({ $ref: `#/${path.join('/')}` })
/** The name of an event as a key that generators can make an identifier of. */
const keyOf = (type: string): string => type.replaceAll('.', '-')

const keyed = <Value>(events: readonly EventFact[], make: (event: EventFact) => Value): Record<string, Value> =>
  Object.fromEntries(events.map((event) => [keyOf(event.type), make(event)]))

const channel = ({ type, stream, description }: EventFact) => ({
  address: `${stream}.${type}`,
  title: type,
  description,
  tags: [{ name: stream, description: `Stored in the stream ${stream}.` }],
  messages: { [keyOf(type)]: ref('components', 'messages', keyOf(type)) },
})

const operations = ({ name, exposes, consumes }: Manifest) => [
  ...exposes.events.map((type) => operation(name, 'send', type)),
  ...consumes.map((type) => operation(name, 'receive', type)),
]

const operation = (module: string, action: 'send' | 'receive', type: string) =>
  [
    `${module}-${action}-${keyOf(type)}`,
    {
      action,
      title: `${module} ${action === 'send' ? 'emits' : 'hears'} ${type}`,
      channel: ref('channels', keyOf(type)),
      messages: [ref('channels', keyOf(type), 'messages', keyOf(type))],
      tags: [{ name: module }],
    },
  ] as const

function message({ type, version, description, schema }: EventFact, manifests: readonly Manifest[]) {
  const emitter = manifests.find(({ exposes }) => exposes.events.includes(type))
  return {
    name: type,
    title: type,
    description,
    payload: {
      allOf: [
        ref('components', 'schemas', 'envelope'),
        {
          type: 'object',
          properties: {
            ...(emitter && { source: { const: `/${emitter.name}` } }),
            type: { const: type },
            version: { const: version },
            data: schema,
          },
        },
      ],
    },
  }
}
