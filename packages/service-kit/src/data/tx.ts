import type { Transaction } from 'kysely'

declare const inTransaction: unique symbol

/** An open transaction. Only `Transactions` makes one, so a method that takes it cannot be called outside. */
// biome-ignore lint/suspicious/noExplicitAny: the schema of a module is its own; the kit knows none of them.
export type Tx<Schema = any> = Transaction<Schema> & { readonly [inTransaction]: true }
