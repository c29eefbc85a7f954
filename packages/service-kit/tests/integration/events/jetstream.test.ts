import { startNatsBroker } from '@quark/testing'
import { describe, inject } from 'vitest'
import { eventBusContract } from './event-bus-contract.js'

const server = inject('natsServer')
const path = 'path' in server ? server.path : undefined

describe.skipIf(!path)('NATS JetStream', () => eventBusContract(() => startNatsBroker(path ?? '')))
