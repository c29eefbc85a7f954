import type { Migration } from '@quark/service-kit'

export const follows: Migration = {
  name: '0002-follows',
  up: `
    create table follow (
      -- UUIDv7: the order in which people began to follow.
      id uuid not null unique,
      follower_id uuid not null references profile (id) on delete cascade,
      followed_id uuid not null references profile (id) on delete cascade,
      followed_at timestamptz not null,
      primary key (follower_id, followed_id),
      check (follower_id <> followed_id)
    );
    create index follow_followers on follow (followed_id, id);
    create index follow_following on follow (follower_id, id);
    alter table profile add followers int not null default 0, add following int not null default 0;`,
}
