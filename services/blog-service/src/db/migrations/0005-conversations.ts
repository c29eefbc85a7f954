import type { Migration } from '@quark/service-kit'

/**
 * A thread is a comment and all that answers it, directly or not. `thread_id` is the id of the comment that it began
 * with. A deleted comment with answers stays as a place without author and text.
 *
 * Counters stand beside the post and not in it: a like would otherwise rewrite the post's row, and an author who saves
 * would overwrite a count.
 */
export const m0005: Migration = {
  name: '0005-conversations',
  up: `
    alter table comment
      add column thread_id uuid,
      add column revision int not null default 1,
      add column edited_at timestamptz,
      add column deleted_at timestamptz,
      alter column author_id drop not null,
      drop constraint comment_parent_id_fkey,
      add foreign key (parent_id) references comment;
    with recursive thread (id, root) as (
      select id, id from comment where parent_id is null
      union all
      select comment.id, thread.root from comment join thread on comment.parent_id = thread.id
    )
    update comment set thread_id = thread.root from thread where thread.id = comment.id;
    alter table comment
      alter column revision drop default,
      alter column thread_id set not null,
      add check ((author_id is null) = (deleted_at is not null)),
      add check (deleted_at is null or text = '');
    drop index comment_of_post;
    create index comment_of_thread on comment (thread_id);
    create index comment_threads on comment (post_id, id) where parent_id is null;

    create table post_counts (
      post_id uuid primary key references post on delete cascade,
      likes int not null check (likes >= 0),
      comments int not null check (comments >= 0)
    );
    insert into post_counts
      select id, (select count(*) from post_like where post_id = post.id), (select count(*) from comment where post_id = post.id)
      from post;
    create index post_like_newest on post_like (post_id, liked_at desc, user_id desc);

    create table bookmark (
      user_id uuid not null references author,
      post_id uuid not null references post on delete cascade,
      marked_at timestamptz not null,
      primary key (user_id, post_id)
    );
    create index bookmark_newest on bookmark (user_id, marked_at desc, post_id desc);
    create index bookmark_of_post on bookmark (post_id);`,
}
