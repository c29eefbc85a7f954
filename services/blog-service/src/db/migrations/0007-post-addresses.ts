import type { Migration } from '@quark/service-kit'

/**
 * Every address under which readers could see a post, for ever. A row outlives its post and its blog: that is how an
 * address of something that is gone is told from one that never was.
 */
export const m0007: Migration = {
  name: '0007-post-addresses',
  up: `
    create table post_address (
      blog_id uuid not null,
      slug text not null,
      blog_slug text not null,
      post_id uuid not null,
      primary key (blog_id, slug)
    );
    create index post_address_by_path on post_address (blog_slug, slug);
    insert into post_address (blog_id, slug, blog_slug, post_id)
    select post.blog_id, post.slug, blog.slug, post.id
    from post join blog on blog.id = post.blog_id
    where post.status = 'published';`,
}
