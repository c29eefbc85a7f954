import type { DBSchema } from 'idb'
import { OUTBOX_DATABASE } from '../storage/forget.ts'
import { ownDatabase } from '../storage/own-database.ts'
import type { Outgoing } from './outgoing.ts'

interface Schema extends DBSchema {
  outgoing: { key: string; value: Outgoing; indexes: { owner: string } }
}

const open = ownDatabase<Schema>(
  OUTBOX_DATABASE,
  (fresh) => void fresh.createObjectStore('outgoing', { keyPath: 'clientId' }).createIndex('owner', 'owner'),
)

/** Where messages wait until they are sent. */
export interface OutboxStore {
  put(message: Outgoing): Promise<void>
  remove(clientId: string): Promise<void>
  /** Those of one person, in no order. */
  of(owner: string): Promise<Outgoing[]>
}

/** Messages that wait, in this browser (IndexedDB). Every function rejects where the browser keeps nothing. */
export const outboxStore: OutboxStore = {
  put: async (message) => void (await (await open()).put('outgoing', message)),
  remove: async (clientId) => (await open()).delete('outgoing', clientId),
  of: async (owner) => (await open()).getAllFromIndex('outgoing', 'owner', owner),
}
