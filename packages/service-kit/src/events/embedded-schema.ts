import type { Migration } from '../data/migrations.js'

/**
 * `xid` is the transaction that wrote the row. A reader only looks at transactions below the oldest one still running,
 * because numbers are drawn before the commit: by `seq` alone, a slow writer's events would be passed over for ever.
 */
export const EMBEDDED_LOG_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-event-log',
    up: `
      create table event_log (
        seq bigint generated always as identity primary key,
        xid xid8 not null default pg_current_xact_id(),
        id uuid not null unique,
        stream text not null,
        type text not null,
        envelope jsonb not null,
        stored_at timestamptz not null default now()
      );
      create index event_log_order on event_log (xid, seq);
      create table event_cursor (
        consumer text primary key,
        xid xid8 not null default '0',
        seq bigint not null default 0,
        moved_at timestamptz not null default now()
      );
      create table dead_letter (
        consumer text not null,
        event_id uuid not null,
        envelope jsonb not null,
        error text not null,
        tries int not null,
        died_at timestamptz not null default now(),
        primary key (consumer, event_id)
      );`,
  },
]
