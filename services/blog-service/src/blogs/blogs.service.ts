import { Injectable } from '@nestjs/common'
import { BlogCreated, BlogDeleted, BlogUpdated } from '@quark/contracts/events/blog'
import { type Caller, decodeCursor, Outbox, Refusal, Transactions, type Tx, toPage, uuidv7 } from '@quark/service-kit'
import { z } from 'zod'
import { AuthorsService } from '../authors/authors.service.js'
import { type Blog, type BlogKey, BlogsRepository } from './blogs.repository.js'
import { assertOwner, assertRoomForOneMore, slugTaken } from './blogs.rules.js'
import type { BlogChanges, BlogPage, BlogQuery, BlogView, NewBlog } from './blogs.schema.js'

const CursorKey = z.tuple([z.uuid()])

@Injectable()
export class BlogsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly blogs: BlogsRepository,
    private readonly authors: AuthorsService,
    private readonly outbox: Outbox,
  ) {}

  async read(slug: string): Promise<BlogView> {
    const blog = await this.blogs.view(slug)
    if (!blog) throw Refusal.notFound('blog')
    return blog
  }

  async list({ owner, limit, cursor }: BlogQuery): Promise<BlogPage> {
    const before = cursor ? decodeCursor(cursor, CursorKey)[0] : undefined
    const ownerId = owner && (await this.authors.idOf(owner))
    if (owner && !ownerId) return { items: [], nextCursor: null }
    const rows = await this.blogs.list(limit, ownerId, before)
    return toPage(
      rows,
      limit,
      (row) => row,
      (row) => [row.id],
    )
  }

  async create(caller: Caller, blog: NewBlog): Promise<BlogView> {
    await this.authors.ensure(caller.id)
    await this.transactions.run(async (tx) => {
      await this.authors.hold(tx, caller.id)
      assertRoomForOneMore(await this.blogs.countOwnedBy(tx, caller.id))
      const row = { id: uuidv7(), ownerId: caller.id, createdAt: new Date(), ...blog }
      if (!(await this.blogs.insert(tx, row))) throw slugTaken()
      const { id: blogId, ownerId, slug, title, language } = row
      await this.outbox.add(tx, BlogCreated, { blogId, ownerId, slug, title, language })
    })
    return this.read(blog.slug)
  }

  async update(caller: Caller, slug: string, changes: BlogChanges): Promise<BlogView> {
    await this.transactions.run(async (tx) => {
      const blog = await this.lockOwn(tx, { slug }, caller.id)
      await this.blogs.update(tx, blog.id, changes)
      const { id: blogId, ownerId, title, language } = { ...blog, ...changes }
      await this.outbox.add(tx, BlogUpdated, { blogId, ownerId, slug, title, language })
    })
    return this.read(slug)
  }

  /** The blog, held until the transaction ends. @throws Refusal 404, 403 when it is somebody else's */
  async lockOwn(tx: Tx, by: BlogKey, callerId: string): Promise<Blog> {
    const blog = await this.blogs.lock(tx, by)
    if (!blog) throw Refusal.notFound('blog')
    assertOwner(blog, callerId)
    return blog
  }

  /** The blog, held until the transaction ends. */
  lock(tx: Tx, by: BlogKey): Promise<Blog | undefined> {
    return this.blogs.lock(tx, by)
  }

  /** The blogs of a person who leaves, held until the transaction ends. */
  lockOwnedBy(tx: Tx, ownerId: string): Promise<Blog[]> {
    return this.blogs.lockOwnedBy(tx, ownerId)
  }

  /** Deletes the blog, which has no posts any more. */
  async delete(tx: Tx, { id, ownerId, slug }: Blog): Promise<void> {
    await this.blogs.delete(tx, id)
    await this.outbox.add(tx, BlogDeleted, { blogId: id, ownerId, slug })
  }

  idOf(slug: string): Promise<string | undefined> {
    return this.blogs.idOf(slug)
  }
}
