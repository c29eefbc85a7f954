import { AsyncLocalStorage } from 'node:async_hooks'
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

/** The database whose transaction the current work is in. */
const holder = new AsyncLocalStorage<Database>()

/** The module's own PostgreSQL database. Connects at the first query. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export class Database<Schema = any> {
  private readonly client: postgres.Sql
  private readonly kysely: Kysely<Schema>

  constructor(options: DatabaseOptions) {
    this.client = postgres(options.url, {
      max: options.max ?? 8,
      connect_timeout: 10,
      // A backend of PostgreSQL is 10 MB and more; an idle platform keeps few of them.
      idle_timeout: 20,
      onnotice: () => {},
      connection: {
        application_name: options.name,
        statement_timeout: 30_000,
        idle_in_transaction_session_timeout: 15_000,
      },
    })
    this.kysely = new Kysely<Schema>({ dialect: new PostgresJSDialect({ postgres: this.client }) })
  }

  /** postgres.js itself, for prepared reads on hot paths and for what Kysely has no words for. Not in a transaction. */
  get sql(): postgres.Sql {
    this.refuseInTransaction()
    return this.client
  }

  /** Plain reads. Not in a transaction. */
  get read(): Reader<Schema> {
    this.refuseInTransaction()
    return this.kysely
  }

  /** Runs work that holds one of the connections: until it ends, asking for a second one is refused. */
  holding<Result>(work: () => Promise<Result>): Promise<Result> {
    this.refuseInTransaction()
    return holder.run(this, work)
  }

  /** For `Transactions` and migrations alone: a repository writes through the `Tx` it is given. */
  get writer(): Kysely<Schema> {
    return this.kysely
  }

  /** @throws when PostgreSQL does not answer. */
  async ping(): Promise<void> {
    await this.client`select 1`
  }

  async close(): Promise<void> {
    await this.client.end({ timeout: 5 })
  }

  /** As many transactions as there are connections, each waiting for one more, would wait for ever. */
  private refuseInTransaction(): void {
    if (holder.getStore() !== this) return
    throw new Error('A transaction asked for a second connection. Read and write through its Tx, or before it begins.')
  }
}
