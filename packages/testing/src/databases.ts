import { randomBytes } from 'node:crypto'
import { createDatabases, databaseUrlOf } from '@quark/service-kit'
import postgres from 'postgres'
import { inject } from 'vitest'

/** The PostgreSQL server that the test run brought up or was given. */
export function testPostgresUrl(): string {
  return inject('postgresUrl' as never) as string
}

export interface TestDatabases {
  /** Address of the database that stands for this name. */
  urlOf(name: string): string
  nameOf(name: string): string
  drop(): Promise<void>
}

/** Fresh databases of a test of its own, dropped at its end. */
export async function createTestDatabases(names: readonly string[]): Promise<TestDatabases> {
  const server = testPostgresUrl()
  const run = randomBytes(5).toString('hex')
  const made = new Set<string>()
  const nameOf = (name: string): string => {
    const unique = `${name}-${run}`
    made.add(unique)
    return unique
  }
  await createDatabases(server, names.map(nameOf))
  return {
    nameOf,
    urlOf: (name) => databaseUrlOf(server, nameOf(name)),
    drop: () => dropAll(server, made),
  }
}

async function dropAll(server: string, names: Iterable<string>): Promise<void> {
  const sql = postgres(databaseUrlOf(server, 'postgres'), { max: 1, onnotice: () => {} })
  try {
    for (const name of names) await sql`drop database if exists ${sql(name)} with (force)`
  } finally {
    await sql.end()
  }
}
