import type { Migration } from '@quark/service-kit'

/** What media-service said of the pictures that posts show, and where people's own are: addresses of media do not change. */
export const m0006: Migration = {
  name: '0006-pictures',
  up: `
    alter table post
      add column cover jsonb,
      add column pictures jsonb not null default '[]';
    create index post_cover on post ((cover->>'id')) where cover is not null;
    alter table author add column avatar_url text;`,
}
