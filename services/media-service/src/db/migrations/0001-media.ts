import type { Migration } from '@quark/service-kit'

export const media: Migration = {
  name: '0001-media',
  up: `
    create table media (
      id uuid primary key,
      owner_id uuid not null,
      kind text not null check (kind in ('image', 'audio', 'video', 'document')),
      state text not null check (state in ('processing', 'ready', 'failed')),
      content_type text not null,
      name text not null,
      bytes int not null,
      served_bytes int,
      sha256 text not null,
      width int,
      height int,
      thumbhash text,
      variants jsonb not null default '[]',
      unused_since timestamptz,
      created_at timestamptz not null default now()
    );
    create index media_of_owner on media (owner_id, id);
    create index media_unused on media (unused_since) where unused_since is not null;

    create table owner_usage (owner_id uuid primary key, bytes bigint not null);

    -- Without a foreign key: a removal waits until nobody works on the image, and then removes what the work left.
    create table image_job (
      media_id uuid primary key,
      tries int not null default 0,
      not_before timestamptz not null default now()
    );

    create table removal (media_id uuid primary key, due_at timestamptz not null);
    create index removal_due on removal (due_at);

    create table thing (
      kind text not null,
      id uuid not null,
      owner_id uuid not null,
      revision int not null,
      public boolean not null,
      primary key (kind, id)
    );
    create index thing_of_owner on thing (owner_id);
    create table media_use (
      kind text not null,
      thing_id uuid not null,
      media_id uuid not null,
      primary key (kind, thing_id, media_id),
      foreign key (kind, thing_id) references thing (kind, id) on delete cascade
    );
    create index use_of_media on media_use (media_id);`,
}
