/** Name of the IndexedDB database with the texts that the server may not have yet. */
export const COPIES_DATABASE = 'quark-drafts'
