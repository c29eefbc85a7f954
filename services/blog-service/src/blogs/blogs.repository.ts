import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import type { BlogDB, Language } from '../db/schema.js'
import type { BlogChanges, BlogView } from './blogs.schema.js'

export interface Blog {
  id: string
  slug: string
  title: string
  language: Language
  ownerId: string
}

/** Which blog is meant. */
export type BlogKey = { id: string } | { slug: string }

const COLUMNS = ['id', 'slug', 'title', 'language', 'owner_id as ownerId'] as const

@Injectable()
export class BlogsRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  async view(slug: string): Promise<BlogView | undefined> {
    const row = await this.views().where('blog.slug', '=', slug).executeTakeFirst()
    return row && toView(row)
  }

  /** Newest first, `limit + 1` of them, older than the blog `before`. */
  async list(limit: number, ownerId?: string, before?: string): Promise<BlogView[]> {
    let query = this.views()
      .orderBy('blog.id', 'desc')
      .limit(limit + 1)
    if (ownerId) query = query.where('blog.owner_id', '=', ownerId)
    if (before) query = query.where('blog.id', '<', before)
    return (await query.execute()).map(toView)
  }

  async idOf(slug: string): Promise<string | undefined> {
    const row = await this.db.read.selectFrom('blog').select('id').where('slug', '=', slug).executeTakeFirst()
    return row?.id
  }

  /**
   * Holds the blog until the transaction ends: one writer at a time decides on the slugs of its posts, and it cannot be
   * deleted under them.
   */
  lock(tx: Tx<BlogDB>, by: BlogKey): Promise<Blog | undefined> {
    const [column, value] = 'id' in by ? (['id', by.id] as const) : (['slug', by.slug] as const)
    return tx.selectFrom('blog').select(COLUMNS).where(column, '=', value).forNoKeyUpdate().executeTakeFirst()
  }

  lockOwnedBy(tx: Tx<BlogDB>, ownerId: string): Promise<Blog[]> {
    return tx
      .selectFrom('blog')
      .select(COLUMNS)
      .where('owner_id', '=', ownerId)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute()
  }

  async countOwnedBy(tx: Tx<BlogDB>, ownerId: string): Promise<number> {
    const { count } = await tx
      .selectFrom('blog')
      .select((of) => of.fn.countAll<string>().as('count'))
      .where('owner_id', '=', ownerId)
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  /** False when the slug is taken. */
  async insert(tx: Tx<BlogDB>, blog: Blog & { description: string; createdAt: Date }): Promise<boolean> {
    const { ownerId: owner_id, createdAt: created_at, ...rest } = blog
    const row = await tx
      .insertInto('blog')
      .values({ ...rest, owner_id, created_at })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  }

  async update(tx: Tx<BlogDB>, id: string, changes: BlogChanges): Promise<void> {
    await tx.updateTable('blog').set(changes).where('id', '=', id).execute()
  }

  async delete(tx: Tx<BlogDB>, id: string): Promise<void> {
    await tx.deleteFrom('blog').where('id', '=', id).execute()
  }

  private views() {
    return this.db.read
      .selectFrom('blog')
      .innerJoin('author', 'author.id', 'blog.owner_id')
      .select(['blog.id', 'blog.slug', 'blog.title', 'blog.description', 'blog.language', 'blog.created_at'])
      .select(['author.id as ownerId', 'author.username', 'author.name', 'author.avatar_url as avatarUrl'])
  }
}

type Row = Awaited<ReturnType<ReturnType<BlogsRepository['views']>['execute']>>[number]

const toView = ({ ownerId, username, name, avatarUrl, created_at, ...blog }: Row): BlogView => ({
  ...blog,
  owner: { id: ownerId, username, name, avatarUrl },
  createdAt: created_at.toISOString(),
})
