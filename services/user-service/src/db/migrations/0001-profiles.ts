import type { Migration } from '@quark/service-kit'

export const profiles: Migration = {
  name: '0001-profiles',
  up: `
    create table profile (
      id uuid primary key,
      username text not null,
      name text not null,
      bio_en text not null default '',
      bio_ru text not null default '',
      links jsonb not null default '[]',
      locale text not null check (locale in ('en', 'ru')),
      revision integer not null default 1,
      created_at timestamptz not null default now()
    );
    create unique index profile_username on profile (lower(username));

    -- One row for all names that look alike, kept after its owner let go of it: the one place where two people who
    -- want the same name at the same moment meet.
    create table username_claim (
      skeleton text primary key,
      owner_id uuid not null,
      released_at timestamptz
    );`,
}
