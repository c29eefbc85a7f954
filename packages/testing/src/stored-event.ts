import type { EventStream } from '@quark/contracts'
import { type StoredEvent, uuidv7 } from '@quark/service-kit'

export interface EventParts {
  readonly type: string
  readonly stream?: EventStream
  readonly version?: number
  readonly id?: string
  readonly data?: unknown
}

/** An event as a module publishes it, of the stream `posts` unless said. */
export function aStoredEvent({
  type,
  stream = 'posts',
  version = 1,
  id = uuidv7(),
  data = {},
}: EventParts): StoredEvent {
  return {
    stream,
    envelope: {
      specversion: '1.0',
      id,
      source: '/test',
      type,
      version,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      data,
    },
  }
}
