import type { Migration } from '@quark/service-kit'

/**
 * Times are set by the service in whole milliseconds: a cursor carries them through JSON, and a finer time in the
 * database would make a page repeat or skip a row.
 */
export const m0001: Migration = {
  name: '0001-blogs-and-posts',
  up: `
    create table author (
      id uuid primary key,
      username text not null,
      name text not null,
      revision int not null,
      gone_at timestamptz
    );
    create index author_username on author (lower(username)) where gone_at is null;

    create table blog (
      id uuid primary key,
      slug text not null unique,
      title text not null,
      description text not null,
      language text not null check (language in ('en', 'ru')),
      owner_id uuid not null references author,
      created_at timestamptz not null
    );
    create index blog_owner on blog (owner_id, id desc);

    create table post (
      id uuid primary key,
      blog_id uuid not null references blog,
      author_id uuid not null references author,
      slug text not null,
      slug_fixed boolean not null,
      title text not null,
      html text not null,
      html_policy int not null,
      excerpt text not null,
      excerpt_given boolean not null,
      tags text[] not null,
      status text not null check (status in ('draft', 'published')),
      reading_minutes int not null,
      revision int not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      published_at timestamptz,
      unique (blog_id, slug),
      check ((status = 'published') = (published_at is not null))
    );
    create index post_newest on post (published_at desc, id desc) where status = 'published';
    create index post_of_blog on post (blog_id, published_at desc, id desc) where status = 'published';
    create index post_of_author on post (author_id, published_at desc, id desc) where status = 'published';
    create index post_tags on post using gin (tags) where status = 'published';
    create index post_drafts on post (author_id, updated_at desc, id desc) where status = 'draft';`,
}
