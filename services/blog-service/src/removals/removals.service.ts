import { Injectable } from '@nestjs/common'
import { type Caller, Transactions, type Tx } from '@quark/service-kit'
import { AuthorsService } from '../authors/authors.service.js'
import type { Blog } from '../blogs/blogs.repository.js'
import { BlogsService } from '../blogs/blogs.service.js'
import { BookmarksService } from '../bookmarks/bookmarks.service.js'
import { CommentsService } from '../comments/comments.service.js'
import { LikesService } from '../likes/likes.service.js'
import { PostsService } from '../posts/posts.service.js'

/** Removals that take along what hangs on the removed. */
@Injectable()
export class RemovalsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly authors: AuthorsService,
    private readonly blogs: BlogsService,
    private readonly posts: PostsService,
    private readonly comments: CommentsService,
    private readonly likes: LikesService,
    private readonly bookmarks: BookmarksService,
  ) {}

  /** Deletes a blog with its posts and their comments. */
  async deleteBlog(caller: Caller, slug: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const blog = await this.blogs.lockOwn(tx, { slug }, caller.id)
      await this.remove(tx, blog)
    })
  }

  /** Deletes everything that a person wrote, and who they were. */
  async erasePerson(tx: Tx, id: string): Promise<void> {
    await this.authors.forget(tx, id)
    for (const blog of await this.blogs.lockOwnedBy(tx, id)) await this.remove(tx, blog)
    await this.bookmarks.removeAllOf(tx, id)
    await this.likes.removeAllOf(tx, id)
    await this.comments.deleteOfAuthor(tx, id)
  }

  private async remove(tx: Tx, blog: Blog): Promise<void> {
    await this.posts.deleteOfBlog(tx, blog)
    await this.blogs.delete(tx, blog)
  }
}
