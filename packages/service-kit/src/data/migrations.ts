import type postgres from 'postgres'
import type { Database } from './database.js'

/** A step of the schema. Forward only: what is released is never edited, a mistake is mended by the next step. */
export interface Migration {
  /** `0001-posts`: sorts in order, never changes. */
  readonly name: string
  /** SQL, any number of statements. */
  readonly up: string
}

/** The tables that every module's database has: events that leave, events that came. */
export const KIT_MIGRATIONS: readonly Migration[] = [
  {
    name: 'kit-0001-outbox-and-inbox',
    up: `
      create table outbox (
        seq bigint generated always as identity primary key,
        id uuid not null unique,
        stream text not null,
        envelope jsonb not null,
        claimed_until timestamptz,
        sent_at timestamptz
      );
      create index outbox_unsent on outbox (seq) where sent_at is null;
      create table inbox (
        consumer text not null,
        event_id uuid not null,
        handled_at timestamptz not null default now(),
        primary key (consumer, event_id)
      );`,
  },
  {
    name: 'kit-0002-idempotency',
    up: `
      create table idempotency (
        caller uuid not null,
        key text not null,
        request text not null,
        committed boolean not null default false,
        status int,
        body text,
        started_at timestamptz not null default now(),
        primary key (caller, key)
      );`,
  },
  {
    name: 'kit-0003-one-batch-at-a-time',
    up: `
      -- Gives a relay the next events to publish, oldest first; none while another relay has some. Each statement of a
      -- function sees what was committed before it began, so the look comes after the lock.
      create function claim_outbox(most int, seconds int) returns setof outbox language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtext('claim_outbox'));
        if exists (select from outbox where sent_at is null and claimed_until > now()) then
          return;
        end if;
        return query
          update outbox set claimed_until = now() + seconds * interval '1 second'
          where seq in (select o.seq from outbox o where o.sent_at is null order by o.seq limit most)
          returning *;
      end $$;`,
  },
]

/** `quark` in ASCII: one key for all, since each database belongs to one module. */
const LOCK = 0x717561726b

/**
 * Brings the database to the newest schema. Replicas that start together wait for one another on an advisory lock;
 * each step is a transaction of its own, so a step that fails leaves the ones before it in place.
 * @throws with the name of the step at fault; and when the database has steps that this version does not know.
 */
export async function migrate(database: Database, steps: readonly Migration[]): Promise<number> {
  const connection = await database.sql.reserve()
  try {
    await connection`select pg_advisory_lock(${LOCK})`
    await connection.unsafe(
      'create table if not exists migration (name text primary key, applied_at timestamptz not null default now())',
    )
    const applied = new Set((await connection`select name from migration`).map((row) => row.name as string))
    refuseNewer(applied, steps)
    const missing = steps.filter((step) => !applied.has(step.name))
    for (const step of missing) await apply(connection, step)
    return missing.length
  } finally {
    await connection`select pg_advisory_unlock(${LOCK})`.catch(() => {})
    connection.release()
  }
}

function refuseNewer(applied: Set<string>, steps: readonly Migration[]): void {
  const known = new Set(steps.map((step) => step.name))
  const unknown = [...applied].filter((name) => !known.has(name))
  if (unknown.length === 0) return
  throw new Error(
    `The database has migrations that this version of Quark does not know (${unknown.join(', ')}). ` +
      'It was written by a newer version: start that one, or restore a backup of this one.',
  )
}

async function apply(connection: postgres.ReservedSql, step: Migration): Promise<void> {
  try {
    await connection.unsafe('begin')
    await connection.unsafe(step.up)
    await connection`insert into migration (name) values (${step.name})`
    await connection.unsafe('commit')
  } catch (error) {
    await connection.unsafe('rollback')
    throw new Error(`Migration ${step.name} failed: ${(error as Error).message}`, { cause: error })
  }
}
