import { Injectable } from '@nestjs/common'
import { type Caller, decodeCursor, Refusal, Transactions, type Tx, toPage, uuidv7 } from '@quark/service-kit'
import { z } from 'zod'
import { AuthorsService } from '../authors/authors.service.js'
import { type Blog, BlogsRepository } from './blogs.repository.js'
import { assertOwner, assertRoomForOneMore, slugTaken } from './blogs.rules.js'
import type { BlogChanges, BlogPage, BlogQuery, BlogView, NewBlog } from './blogs.schema.js'

const CursorKey = z.tuple([z.uuid()])

@Injectable()
export class BlogsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly blogs: BlogsRepository,
    private readonly authors: AuthorsService,
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
      assertRoomForOneMore(await this.blogs.countOwnedBy(tx, caller.id))
      const row = { id: uuidv7(), ownerId: caller.id, createdAt: new Date(), ...blog }
      if (!(await this.blogs.insert(tx, row))) throw slugTaken()
    })
    return this.read(blog.slug)
  }

  async update(caller: Caller, slug: string, changes: BlogChanges): Promise<BlogView> {
    await this.transactions.run(async (tx) => {
      const { id } = await this.lockOwn(tx, await this.blogs.idOf(slug), caller.id)
      await this.blogs.update(tx, id, changes)
    })
    return this.read(slug)
  }

  /** The blog, held until the transaction ends. @throws Refusal 404, 403 when it is somebody else's */
  async lockOwn(tx: Tx, id: string | undefined, callerId: string): Promise<Blog> {
    const blog = id === undefined ? undefined : await this.blogs.lock(tx, id)
    if (!blog) throw Refusal.notFound('blog')
    assertOwner(blog, callerId)
    return blog
  }

  /** The blog, held until the transaction ends. */
  lock(tx: Tx, id: string): Promise<Blog | undefined> {
    return this.blogs.lock(tx, id)
  }

  /** The blogs of a person who leaves, held until the transaction ends. */
  lockOwnedBy(tx: Tx, ownerId: string): Promise<Blog[]> {
    return this.blogs.lockOwnedBy(tx, ownerId)
  }

  /** Deletes the blog, which has no posts any more. */
  delete(tx: Tx, id: string): Promise<void> {
    return this.blogs.delete(tx, id)
  }

  idOf(slug: string): Promise<string | undefined> {
    return this.blogs.idOf(slug)
  }
}
