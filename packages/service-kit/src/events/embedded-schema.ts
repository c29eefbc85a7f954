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
  {
    name: '0002-operations',
    up: `
      alter table event_cursor
        -- What the consumer reads: [{ type, stream }].
        add wants jsonb not null default '[]',
        -- Somebody reads. Found true by one who begins, it says that the one before did not end cleanly.
        add reading boolean not null default false,
        -- The event that failed last, or that is tried with care, and how often it was tried.
        add trying uuid,
        add tries int not null default 0,
        -- Up to here the consumer had read when it was told to read again.
        add replayed_xid xid8 not null default '0',
        add replayed_seq bigint not null default 0,
        -- Grows when somebody else than the reader moves the cursor.
        add epoch int not null default 0;
      alter table dead_letter add stream text, add redriven_at timestamptz;
      update dead_letter d set stream = (select l.stream from event_log l where l.id = d.event_id);
      delete from dead_letter where stream is null;
      alter table dead_letter alter stream set not null;`,
  },
]
