import postgres from 'postgres'
import type { BroadcastWire, WireEnd } from './broadcast-wire.js'

const CHANNEL = 'quark_broadcast'
/** PostgreSQL takes 7999 bytes in a notification. */
const MAX_BYTES = 7900

/** The embedded driver: LISTEN/NOTIFY, one channel for all topics. Any database will do, as long as all use the same. */
export class PostgresWire implements BroadcastWire {
  readonly maxBytes = MAX_BYTES

  private constructor(private readonly sql: postgres.Sql) {}

  static async open(url: string, end: WireEnd): Promise<PostgresWire> {
    const sql = postgres(url, {
      max: 1,
      onnotice: () => {},
      // A notification is a transaction. It may be lost, so nobody waits for the disk.
      connection: { application_name: 'quark-broadcast', synchronous_commit: 'off' },
    })
    let again = false
    try {
      await sql.listen(CHANNEL, end.heard, () => {
        if (again) end.gap()
        again = true
      })
      return new PostgresWire(sql)
    } catch (error) {
      await sql.end({ timeout: 1 })
      throw error
    }
  }

  async send(_topic: string, text: string): Promise<void> {
    await this.sql`select pg_notify(${CHANNEL}, ${text})`
  }

  /** The one channel has them all. */
  listen(): void {}

  async close(): Promise<void> {
    await this.sql.end({ timeout: 5 })
  }
}
