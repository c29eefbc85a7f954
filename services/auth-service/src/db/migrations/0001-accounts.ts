import type { Migration } from '@quark/service-kit'

export const accounts: Migration = {
  name: '0001-accounts',
  up: `
    create table account (
      id uuid primary key,
      email text not null,
      username text not null,
      name text not null,
      locale text not null check (locale in ('en', 'ru')),
      roles text[] not null default '{member}',
      password_hash text not null,
      status text not null default 'pending' check (status in ('pending', 'active')),
      profile_revision integer not null default 1,
      created_at timestamptz not null default now(),
      tried_at timestamptz not null default now()
    );
    create unique index account_email on account (lower(email));
    -- Not unique: user-service decides who has a name, and news of a change may come in any order.
    create index account_username on account (lower(username)) where status = 'active';
    create index account_pending on account (tried_at) where status = 'pending';

    create table session (
      id uuid primary key,
      account_id uuid not null references account on delete cascade,
      token_hash bytea not null,
      previous_hash bytea,
      rotated_at timestamptz,
      successor bytea,
      user_agent text,
      ip text,
      created_at timestamptz not null default now(),
      last_used_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create index session_account on session (account_id, id);
    create index session_expiry on session (expires_at);

    create table signing_key (
      kid text primary key,
      public_jwk text not null,
      private_sealed bytea not null,
      signs_from timestamptz not null,
      created_at timestamptz not null default now()
    );`,
}
