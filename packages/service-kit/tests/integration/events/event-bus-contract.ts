import type { TestBroker } from '@quark/testing'
import { busStand } from './bus-stand.js'
import { deliveryContract } from './delivery-contract.js'
import { operationsContract } from './operations-contract.js'
import { troubleContract } from './trouble-contract.js'

/** What every driver of the event bus promises. Run against a real server each. */
export function eventBusContract(startBroker: () => Promise<TestBroker>): void {
  const stand = busStand(startBroker)
  deliveryContract(stand)
  troubleContract(stand)
  operationsContract(stand)
}
