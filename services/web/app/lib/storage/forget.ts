import { COPIES_DATABASE } from '../editor/copies-database.ts'

/** Name of the IndexedDB database with messages that were not sent yet. */
export const OUTBOX_DATABASE = 'quark-outbox'

/**
 * Forgets all texts that this browser keeps, when the person logs out. The server's `Clear-Site-Data` does the same, but
 * browsers heed it on sites with TLS only.
 */
export function forgetTexts(): void {
  if (!('indexedDB' in globalThis)) return
  for (const name of [COPIES_DATABASE, OUTBOX_DATABASE]) indexedDB.deleteDatabase(name)
}
