import { ClientFrame, ServerFrame } from '@quark/contracts/messenger'
import { stringify } from 'yaml'
import { z } from 'zod'
import type { GeneratedFile } from '../generated-file.js'
import type { Project } from '../project.js'

const NOTICE = '# Made by `quark gen` from the contracts of the messenger. Do not edit.\n'

/**
 * docs/generated/asyncapi-messenger.yaml: the frames of the messenger's socket as AsyncAPI 3.0. One channel, on which the server
 * receives what clients send and sends what they are told.
 */
export function socketApiFile({ version }: Project): GeneratedFile {
  const received = framesOf(ClientFrame, 'client')
  const sent = framesOf(ServerFrame, 'server')
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Quark messenger',
      version,
      description:
        'The WebSocket of messaging-service. docs/messenger.md says how a session goes and what can be relied on.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: { quark: SERVER },
    defaultContentType: 'application/json',
    channels: { socket: channel([...received, ...sent]) },
    operations: {
      receive: operation('receive', 'What a client may send', received),
      send: operation('send', 'What a client is told', sent),
    },
    components: { messages: Object.fromEntries([...received, ...sent].map(({ key, message }) => [key, message])) },
  }
  return {
    path: 'docs/generated/asyncapi-messenger.yaml',
    content: NOTICE + stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }),
  }
}

const SERVER = {
  host: '{host}',
  pathname: '/api/v1',
  protocol: 'wss',
  description: 'The front door; `ws` where it has no TLS.',
  variables: { host: { default: 'quark.example' } },
}

interface Described {
  readonly key: string
  readonly message: object
}

/** Both sides have a `read` and a `typing`: the key says whose it is. */
const framesOf = ({ options }: typeof ClientFrame | typeof ServerFrame, side: 'client' | 'server'): Described[] =>
  options.map((frame) => {
    const name = frame.shape.type.value
    const {
      $schema: _,
      description,
      ...payload
    } = z.toJSONSchema(frame, { io: side === 'client' ? 'input' : 'output' })
    return { key: `${side}-${name}`, message: { name, title: name, description, payload } }
  })

const ref = (...path: string[]) => ({ $ref: `#/${path.join('/')}` })

const channel = (frames: readonly Described[]) => ({
  address: '/ws',
  title: 'The socket of one client',
  description:
    'Opened with `?token=` and a ticket of POST /api/v1/auth/ws-ticket. Frames are text, one JSON object each.',
  messages: Object.fromEntries(frames.map(({ key }) => [key, ref('components', 'messages', key)])),
  bindings: {
    ws: {
      method: 'GET',
      query: { type: 'object', required: ['token'], properties: { token: { type: 'string' } } },
      bindingVersion: '0.1.0',
    },
  },
})

const operation = (action: 'send' | 'receive', title: string, frames: readonly Described[]) => ({
  action,
  title,
  channel: ref('channels', 'socket'),
  messages: frames.map(({ key }) => ref('channels', 'socket', 'messages', key)),
})
