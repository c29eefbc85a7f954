import { Injectable } from '@nestjs/common'
import { PostDeleted, PostPublished, PostUpdated } from '@quark/contracts/events/blog'
import { Outbox, type Tx } from '@quark/service-kit'
import type { Blog } from '../blogs/blogs.repository.js'
import type { PostRow } from '../db/schema.js'
import { SearchService } from '../search/search.service.js'
import { PostAddressesRepository } from './post-addresses.repository.js'
import { gonePost, pathOf, publicPost } from './post-events.rules.js'

/** What follows from readers seeing a post appear, change or go: the address is kept, the search knows it, and the other modules. */
@Injectable()
export class PostNewsService {
  constructor(
    private readonly outbox: Outbox,
    private readonly search: SearchService,
    private readonly addresses: PostAddressesRepository,
  ) {}

  async appeared(tx: Tx, blog: Blog, post: PostRow, text: string): Promise<void> {
    await this.addresses.keep(tx, blog, post)
    await this.search.index(tx, { postId: post.id, title: post.title, tags: post.tags, text })
    await this.outbox.add(tx, PostPublished, publicPost(blog, post))
  }

  /** @param slugBefore the post's slug before the change */
  async changed(tx: Tx, blog: Blog, post: PostRow, text: string, slugBefore: string): Promise<void> {
    await this.addresses.keep(tx, blog, post)
    await this.search.index(tx, { postId: post.id, title: post.title, tags: post.tags, text })
    const moved = slugBefore !== post.slug && { previousPath: pathOf(blog.slug, slugBefore) }
    await this.outbox.add(tx, PostUpdated, { ...publicPost(blog, post), ...moved })
  }

  /** Nothing to tell of a draft. */
  async gone(tx: Tx, blog: Blog, post: PostRow, reason: 'deleted' | 'unpublished'): Promise<void> {
    if (post.status === 'draft') return
    await this.search.remove(tx, post.id)
    await this.outbox.add(tx, PostDeleted, gonePost(blog, post, reason))
  }
}
