import type { Migration } from '@quark/service-kit'

export const webSession: Migration = {
  name: '0001-web-session',
  up: `
    create table web_session (
      id_hash bytea primary key,
      user_id uuid not null,
      username text not null,
      name text not null,
      sealed bytea not null,
      access_expires_at timestamptz not null,
      expires_at timestamptz not null,
      created_at timestamptz not null default now()
    );
    create index web_session_user on web_session (user_id);
    create index web_session_expires on web_session (expires_at);`,
}
