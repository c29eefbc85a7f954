import { Injectable } from '@nestjs/common'
import { type Caller, Refusal, Transactions, type Tx, uuidv7 } from '@quark/service-kit'
import { AuthorsService } from '../authors/authors.service.js'
import type { Blog } from '../blogs/blogs.repository.js'
import { slugTaken } from '../blogs/blogs.rules.js'
import { BlogsService } from '../blogs/blogs.service.js'
import type { Picture, PostRow } from '../db/schema.js'
import { type Content, contentOf, excerptColumns } from './content.rules.js'
import { idsOf, picturesOf, shownOf, type Wanted } from './pictures.rules.js'
import { PicturesService } from './pictures.service.js'
import { PostMediaService } from './post-media.service.js'
import { PostNewsService } from './post-news.service.js'
import { PostReadingService } from './post-reading.service.js'
import { PostsRepository } from './posts.repository.js'
import { assertAuthor, assertPublishable, expectedRevisions } from './posts.rules.js'
import type { NewPost, PostChanges, PostView } from './posts.schema.js'
import { freeSlug, slugOf } from './slug.rules.js'

/** What is asked of a post, with what was found out before the transaction. */
interface Change {
  readonly blog: Blog
  readonly post: PostRow
  readonly changes: PostChanges
  readonly content: Content
  readonly known: readonly Picture[]
}

/** What authors do to their posts. */
@Injectable()
export class PostsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly posts: PostsRepository,
    private readonly reading: PostReadingService,
    private readonly blogs: BlogsService,
    private readonly authors: AuthorsService,
    private readonly news: PostNewsService,
    private readonly media: PostMediaService,
    private readonly pictures: PicturesService,
  ) {}

  async create(
    caller: Caller,
    { blogId, html, excerpt, slug, coverMediaId = null, ...rest }: NewPost,
  ): Promise<PostView> {
    await this.authors.ensure(caller.id)
    const content = contentOf(html)
    const wanted = { mediaIds: content.mediaIds, coverMediaId }
    const shown = shownOf(wanted, await this.pictures.lookUp(caller.id, wanted, []))
    const published = rest.status === 'published'
    if (published) assertPublishable(rest.title, content.isEmpty)
    const id = uuidv7()
    await this.transactions.run(async (tx) => {
      const blog = await this.blogs.lockOwn(tx, { id: blogId }, caller.id)
      const now = new Date()
      const post: PostRow = {
        ...rest,
        ...content.columns,
        ...excerptColumns(excerpt, content),
        ...shown,
        id,
        blog_id: blog.id,
        author_id: caller.id,
        slug: await this.slugFor(tx, blog.id, id, rest.title, slug),
        slug_fixed: published || slug !== undefined,
        revision: 1,
        created_at: now,
        updated_at: now,
        published_at: published ? now : null,
      }
      await this.posts.insert(tx, post)
      await this.media.changed(tx, undefined, post)
      if (published) await this.news.appeared(tx, blog, post, content.text)
    })
    return this.reading.read(id, caller.id)
  }

  /** @throws Refusal 412 with the post as it is now, when it is not at a revision that `ifMatch` names */
  async update(caller: Caller, id: string, ifMatch: string | undefined, changes: PostChanges): Promise<PostView> {
    const expected = expectedRevisions(ifMatch)
    const content = changes.html === undefined ? undefined : contentOf(changes.html)
    const known = await this.knownTo(caller.id, id, {
      mediaIds: content?.mediaIds ?? [],
      coverMediaId: changes.coverMediaId ?? null,
    })
    const stale = await this.transactions.run(async (tx) => {
      const { blog, post } = await this.lockOwn(tx, id, caller.id)
      if (expected && !expected.has(post.revision)) return true
      await this.change(tx, { blog, post, changes, content: content ?? contentOf(post.html), known })
      return false
    })
    const current = await this.reading.read(id, caller.id)
    if (stale) throw Refusal.preconditionFailed('changed-meanwhile', undefined, { current })
    return current
  }

  async publish(caller: Caller, id: string): Promise<PostView> {
    await this.transactions.run(async (tx) => {
      const { blog, post } = await this.lockOwn(tx, id, caller.id)
      if (post.status === 'published') throw Refusal.conflict('already-published', 'This post is published already.')
      const { text, isEmpty } = contentOf(post.html)
      assertPublishable(post.title, isEmpty)
      const now = new Date()
      const changes = { status: 'published' as const, slug_fixed: true, published_at: now, ...next(post, now) }
      await this.posts.update(tx, id, changes)
      await this.media.changed(tx, post, { ...post, ...changes })
      await this.news.appeared(tx, blog, { ...post, ...changes }, text)
    })
    return this.reading.read(id, caller.id)
  }

  async unpublish(caller: Caller, id: string): Promise<PostView> {
    await this.transactions.run(async (tx) => {
      const { blog, post } = await this.lockOwn(tx, id, caller.id)
      if (post.status === 'draft') throw Refusal.conflict('not-published', 'This post is not published.')
      const changes = { status: 'draft' as const, published_at: null, ...next(post, new Date()) }
      await this.posts.update(tx, id, changes)
      await this.media.changed(tx, post, { ...post, ...changes })
      await this.news.gone(tx, blog, post, 'unpublished')
    })
    return this.reading.read(id, caller.id)
  }

  async delete(caller: Caller, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const { blog, post } = await this.lockOwn(tx, id, caller.id)
      await this.news.gone(tx, blog, post, 'deleted')
      await this.media.deleted(tx, post)
      await this.posts.delete(tx, id)
    })
  }

  /** Deletes all posts of a blog that is about to be deleted. */
  async deleteOfBlog(tx: Tx, blog: Blog): Promise<void> {
    for (const post of await this.posts.deleteOfBlog(tx, blog.id)) {
      await this.news.gone(tx, blog, post, 'deleted')
      await this.media.deleted(tx, post)
    }
  }

  private async change(tx: Tx, { blog, post, changes, content, known }: Change): Promise<void> {
    const { title = post.title, tags = post.tags, slug, coverMediaId = post.cover?.id ?? null } = changes
    const excerpt = changes.excerpt === undefined && post.excerpt_given ? post.excerpt : changes.excerpt
    if (post.status === 'published') assertPublishable(title, content.isEmpty)
    const keepsSlug = slug === undefined && (post.slug_fixed || title === post.title)
    const changed: PostRow = {
      ...post,
      ...content.columns,
      ...excerptColumns(excerpt, content),
      ...shownOf({ mediaIds: content.mediaIds, coverMediaId }, [...known, ...picturesOf(post)]),
      title,
      tags,
      slug: keepsSlug ? post.slug : await this.slugFor(tx, blog.id, post.id, title, slug),
      slug_fixed: post.slug_fixed || slug !== undefined,
      ...next(post, new Date()),
    }
    await this.posts.update(tx, post.id, changed)
    await this.media.changed(tx, post, changed)
    if (post.status === 'published') await this.news.changed(tx, blog, changed, content.text, post.slug)
  }

  /** What is known of the pictures that a change wants, asked before its transaction. Nothing of a post of somebody else. */
  private async knownTo(authorId: string, id: string, wanted: Wanted): Promise<readonly Picture[]> {
    if (idsOf(wanted).length === 0) return []
    const post = await this.posts.shown(id, authorId)
    return post ? this.pictures.lookUp(authorId, wanted, picturesOf(post)) : []
  }

  /** The slug that the author asked for, which must be free, or one that is made of the title. */
  private async slugFor(tx: Tx, blogId: string, postId: string, title: string, asked?: string): Promise<string> {
    const slug = asked ?? slugOf(title)
    const taken = await this.posts.takenSlugs(tx, blogId, slug, postId)
    if (asked !== undefined && taken.has(asked)) throw slugTaken()
    return freeSlug(slug, taken)
  }

  /** The post and its blog, which is held until the transaction ends: nobody else changes its posts meanwhile. */
  private async lockOwn(tx: Tx, id: string, callerId: string): Promise<{ blog: Blog; post: PostRow }> {
    const blogId = await this.posts.blogIdOf(tx, id)
    const blog = blogId === undefined ? undefined : await this.blogs.lock(tx, { id: blogId })
    const post = blog && (await this.posts.find(tx, id))
    if (!blog || !post) throw Refusal.notFound('post')
    assertAuthor(post, callerId)
    return { blog, post }
  }
}

const next = (post: PostRow, now: Date) => ({ revision: post.revision + 1, updated_at: now })
