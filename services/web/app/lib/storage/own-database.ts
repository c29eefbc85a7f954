import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/**
 * A database of this browser with what belongs to the person who is signed in. Opened at the first use; deleted when they log out, here or in
 * another tab, so it never stands in the way of that.
 * @param create makes the stores of a fresh one
 * @returns opens it; rejects where the browser keeps nothing
 */
export function ownDatabase<Schema extends DBSchema>(
  name: string,
  create: (fresh: IDBPDatabase<Schema>) => void,
): () => Promise<IDBPDatabase<Schema>> {
  let database: Promise<IDBPDatabase<Schema>> | undefined
  const forget = (): void => {
    database = undefined
  }
  return () => {
    database ??= openDB<Schema>(name, 1, {
      upgrade: create,
      blocking: (_from, _to, event) => {
        forget()
        ;(event.target as IDBDatabase).close()
      },
      terminated: forget,
    })
    database.catch(forget)
    return database
  }
}
