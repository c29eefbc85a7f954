import type { Migration } from '@quark/service-kit'

export const m0004: Migration = {
  name: '0004-likes',
  up: `
    create table post_like (
      post_id uuid not null references post on delete cascade,
      user_id uuid not null references author,
      liked_at timestamptz not null,
      primary key (post_id, user_id)
    );
    create index post_like_of_user on post_like (user_id);`,
}
