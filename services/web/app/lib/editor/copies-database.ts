/** Name of the IndexedDB database with the texts that the server may not have yet. */
export const COPIES_DATABASE = 'quark-drafts'

/**
 * Forgets all texts that this browser keeps, when the person logs out. The server's `Clear-Site-Data` does the same, but
 * browsers heed it on sites with TLS only.
 */
export function forgetCopies(): void {
  if ('indexedDB' in globalThis) indexedDB.deleteDatabase(COPIES_DATABASE)
}
