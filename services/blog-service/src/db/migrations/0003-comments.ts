import type { Migration } from '@quark/service-kit'

/** An answer outlives what it answers: it then stands by itself. */
export const m0003: Migration = {
  name: '0003-comments',
  up: `
    create table comment (
      id uuid primary key,
      post_id uuid not null references post on delete cascade,
      parent_id uuid references comment on delete set null,
      author_id uuid not null references author,
      text text not null,
      created_at timestamptz not null
    );
    create index comment_of_post on comment (post_id, id);
    create index comment_of_author on comment (author_id);
    create index comment_answers on comment (parent_id) where parent_id is not null;`,
}
