import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import type { BlogDB, PostStatus } from '../db/schema.js'

/** What became of the post that was once at an address. */
export interface FormerPost {
  /** Null when the post is deleted. */
  slug: string | null
  status: PostStatus | null
}

/** The addresses under which readers could once see a post. */
@Injectable()
export class PostAddressesRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  /** Undefined for an address that no reader ever saw a post at. A later blog of the same slug comes before an earlier one. */
  find(blogSlug: string, slug: string): Promise<FormerPost | undefined> {
    return this.db.read
      .selectFrom('post_address')
      .leftJoin('post', 'post.id', 'post_address.post_id')
      .select(['post.slug', 'post.status'])
      .where('post_address.blog_slug', '=', blogSlug)
      .where('post_address.slug', '=', slug)
      .orderBy('post_address.blog_id', 'desc')
      .executeTakeFirst()
  }

  /** Keeps an address for this post for ever. */
  async keep(tx: Tx<BlogDB>, blog: { id: string; slug: string }, post: { id: string; slug: string }): Promise<void> {
    await tx
      .insertInto('post_address')
      .values({ blog_id: blog.id, slug: post.slug, blog_slug: blog.slug, post_id: post.id })
      .onConflict((conflict) => conflict.columns(['blog_id', 'slug']).doNothing())
      .execute()
  }
}
