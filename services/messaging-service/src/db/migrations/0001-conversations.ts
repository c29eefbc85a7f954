import type { Migration } from '@quark/service-kit'

export const conversations: Migration = {
  name: '0001-conversations',
  up: `
    create table person (
      id uuid primary key,
      username text not null,
      name text not null,
      revision int not null,
      gone_at timestamptz,
      last_seen_at timestamptz
    );

    create table conversation (
      id uuid primary key,
      kind text not null check (kind in ('direct', 'group')),
      title text,
      one_id uuid,
      other_id uuid,
      last_seq int not null default 0,
      last_change int not null default 0,
      roster int not null default 0,
      created_by uuid not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (one_id, other_id),
      check ((kind = 'direct') = (one_id is not null and other_id is not null)),
      check (one_id < other_id)
    );

    create table member (
      conversation_id uuid not null references conversation (id) on delete cascade,
      user_id uuid not null,
      role text not null check (role in ('owner', 'member')),
      joined_seq int not null,
      read_seq int not null,
      joined_at timestamptz not null,
      primary key (conversation_id, user_id)
    );
    create index member_user on member (user_id);

    create table message (
      id uuid primary key,
      conversation_id uuid not null references conversation (id) on delete cascade,
      seq int not null,
      kind text not null default 'text' check (kind in ('text', 'joined', 'left', 'renamed')),
      sender_id uuid not null,
      client_id uuid,
      text text,
      reply_to uuid,
      media_ids uuid[] not null default '{}',
      subject_id uuid,
      sent_at timestamptz not null,
      edited_at timestamptz,
      deleted_at timestamptz,
      change int not null default 0,
      unique (conversation_id, seq)
    );
    -- What a sender's program named once is stored once, over all replicas.
    create unique index message_client on message (sender_id, client_id) where client_id is not null;
    create index message_change on message (conversation_id, change) where change > 0;

    create table block (
      blocker_id uuid not null,
      blocked_id uuid not null,
      blocked_at timestamptz not null,
      primary key (blocker_id, blocked_id)
    );
    create index block_blocked on block (blocked_id);

    create table used_ticket (id uuid primary key, expires_at timestamptz not null);
    create table ended_session (id uuid primary key, ended_at timestamptz not null);`,
}
