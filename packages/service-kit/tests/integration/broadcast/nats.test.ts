import { startNatsBroker } from '@quark/testing'
import { describe, inject } from 'vitest'
import { broadcastContract } from './broadcast-contract.js'

const server = inject('natsServer')
const path = 'path' in server ? server.path : undefined

describe.skipIf(!path)('the broadcast by NATS', () => broadcastContract(() => startNatsBroker(path ?? '')))
