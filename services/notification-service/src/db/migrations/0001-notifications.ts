import type { Migration } from '@quark/service-kit'

export const notifications: Migration = {
  name: '0001-notifications',
  up: `
    create table person (
      id uuid primary key,
      username text not null,
      name text not null,
      revision int not null,
      gone_at timestamptz
    );

    create table follow (
      follower_id uuid not null,
      followed_id uuid not null,
      primary key (followed_id, follower_id)
    );
    create index follow_by_follower on follow (follower_id);

    create table post (
      id uuid primary key,
      author_id uuid not null,
      title text not null,
      path text not null,
      revision int not null,
      gone_at timestamptz,
      announced_at timestamptz
    );
    create index post_by_author on post (author_id);

    create table notification (
      id uuid primary key,
      person_id uuid not null,
      kind text not null,
      seq int not null,
      post_id uuid,
      comment_id uuid,
      happened_at timestamptz not null,
      read_at timestamptz,
      unique (person_id, seq)
    );
    create index notification_unread on notification (person_id) where read_at is null;
    create index notification_of_post on notification (post_id, kind);
    create index notification_by_age on notification (happened_at);

    create table notification_actor (
      notification_id uuid not null references notification (id) on delete cascade,
      actor_id uuid not null,
      acted_at timestamptz not null,
      primary key (notification_id, actor_id)
    );
    create index notification_actor_by_actor on notification_actor (actor_id);

    create table mailbox (
      person_id uuid primary key,
      last_seq int not null
    );

    create table preference (
      person_id uuid not null,
      kind text not null,
      in_app boolean not null default true,
      primary key (person_id, kind)
    );`,
}
