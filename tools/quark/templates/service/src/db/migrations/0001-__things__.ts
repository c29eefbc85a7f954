import type { Migration } from '@quark/service-kit'

export const m0001: Migration = {
  name: '0001-__things__',
  up: `
    create table "__thing_row__" (
      id uuid primary key,
      owner_id uuid not null,
      title text not null,
      created_at timestamptz not null
    );
    create index "__thing_row___by_owner" on "__thing_row__" (owner_id);`,
}
