import { startEmbeddedBroker } from '@quark/testing'
import { describe } from 'vitest'
import { broadcastContract } from './broadcast-contract.js'

describe('the broadcast by LISTEN/NOTIFY', () => broadcastContract(startEmbeddedBroker))
