import type { Database } from '../data/database.js'

/**
 * Has a module's events published again from its outbox, in their order, by the relays that run: for a NATS store that
 * was lost. Consumers that had them already know them by their ids.
 * @param since only what happened then or later
 * @returns how many will be published
 */
export async function republish({ sql }: Database, since?: Date): Promise<number> {
  const rows = await sql`
    update outbox set sent_at = null, claimed_until = null
    where sent_at is not null
    ${since ? sql`and (envelope->>'time')::timestamptz >= ${since}` : sql``}`
  return rows.count
}
