import { Kysely } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'

/** Reads through Kysely; has no way to write, which needs a `Tx`. */
// biome-ignore lint/suspicious/noExplicitAny: the schema of a module is its own; the kit knows none of them.
export type Reader<Schema = any> = Pick<Kysely<Schema>, 'selectFrom' | 'with' | 'fn'>

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/name`. */
  url: string
  /** Connections at most. Default 8. */
  max?: number
  /** Shown in `pg_stat_activity`. */
  name: string
}

/** The module's own PostgreSQL database. Connects at the first query. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export class Database<Schema = any> {
  /** postgres.js itself, for prepared reads on hot paths and for what Kysely has no words for. */
  readonly sql: postgres.Sql
  private readonly kysely: Kysely<Schema>

  constructor(options: DatabaseOptions) {
    this.sql = postgres(options.url, {
      max: options.max ?? 8,
      connect_timeout: 10,
      idle_timeout: 300,
      onnotice: () => {},
      connection: {
        application_name: options.name,
        statement_timeout: 30_000,
        idle_in_transaction_session_timeout: 15_000,
      },
    })
    this.kysely = new Kysely<Schema>({ dialect: new PostgresJSDialect({ postgres: this.sql }) })
  }

  /** Plain reads, outside any transaction. */
  get read(): Reader<Schema> {
    return this.kysely
  }

  /** For `Transactions` and migrations alone: a repository writes through the `Tx` it is given. */
  get writer(): Kysely<Schema> {
    return this.kysely
  }

  /** @throws when PostgreSQL does not answer. */
  async ping(): Promise<void> {
    await this.sql`select 1`
  }

  async close(): Promise<void> {
    await this.sql.end({ timeout: 5 })
  }
}
