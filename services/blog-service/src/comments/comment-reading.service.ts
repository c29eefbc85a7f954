import { Injectable } from '@nestjs/common'
import { type Caller, decodeCursor, encodeCursor, Refusal } from '@quark/service-kit'
import { z } from 'zod'
import { PostReadingService } from '../posts/post-reading.service.js'
import { type CommentViewRow, CommentViewsRepository } from './comment-views.repository.js'
import type { CommentPage, CommentQuery, CommentView } from './comments.schema.js'
import { inReadingOrder, wholeThreads } from './threads.rules.js'

const CursorKey = z.tuple([z.uuid()])

/** Comments as people read them. */
@Injectable()
export class CommentReadingService {
  constructor(
    private readonly views: CommentViewsRepository,
    private readonly posts: PostReadingService,
  ) {}

  /** Whole threads, so that an answer is never on another page than what it answers. */
  async list(postId: string, { limit, cursor, at }: CommentQuery, caller: Caller | undefined): Promise<CommentPage> {
    const after = cursor ? decodeCursor(cursor, CursorKey)[0] : undefined
    await this.posts.assertReadable(postId, caller?.id)
    const from = at && !after ? await this.views.threadOf(postId, at) : undefined
    const threads = await this.views.threads(postId, limit, { from, after })
    const shown = wholeThreads(threads, limit).map(({ id }) => id)
    const last = shown.at(-1)
    if (last === undefined) return { items: [], nextCursor: null }
    return {
      items: inReadingOrder(await this.views.ofThreads(shown)).map(toView),
      nextCursor: threads.length > shown.length ? encodeCursor(last) : null,
    }
  }

  async read(postId: string, id: string, caller: Caller | undefined): Promise<CommentView> {
    await this.posts.assertReadable(postId, caller?.id)
    const threadId = await this.views.threadOf(postId, id)
    const thread = threadId ? inReadingOrder(await this.views.ofThreads([threadId])) : []
    const comment = thread.find((one) => one.id === id)
    if (!comment) throw Refusal.notFound('comment')
    return toView(comment)
  }
}

const toView = ({
  author_id,
  username,
  name,
  avatar_url,
  ...row
}: CommentViewRow & { depth: number }): CommentView => ({
  id: row.id,
  postId: row.post_id,
  parentId: row.parent_id,
  threadId: row.thread_id,
  depth: row.depth,
  author:
    author_id === null ? null : { id: author_id, username: username ?? '', name: name ?? '', avatarUrl: avatar_url },
  text: row.text,
  createdAt: row.created_at.toISOString(),
  editedAt: row.edited_at?.toISOString() ?? null,
  deleted: row.deleted_at !== null,
  revision: row.revision,
})
