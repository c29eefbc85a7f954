import postgres from 'postgres'
import { databaseUrlOf } from './database-url.js'

/** The database of the embedded event log. */
export const EVENTS_DATABASE = 'events'

/**
 * Makes the databases that are missing, one for each module.
 * @param server address of a PostgreSQL server whose user may create databases
 */
export async function createDatabases(server: string, names: readonly string[]): Promise<void> {
  const sql = postgres(databaseUrlOf(server, 'postgres'), { max: 1, onnotice: () => {} })
  try {
    const rows = await sql`select datname from pg_database`
    const there = new Set(rows.map((row) => row.datname as string))
    for (const name of names.filter((candidate) => !there.has(candidate))) await createOne(sql, name)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function createOne(sql: postgres.Sql, name: string): Promise<void> {
  try {
    await sql`create database ${sql(name)}`
  } catch (error) {
    const raced = ['42P04', '23505'].includes((error as { code?: string }).code ?? '')
    if (!raced) throw error
  }
}
