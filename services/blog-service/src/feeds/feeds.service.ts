import { Injectable } from '@nestjs/common'
import { FeedsRepository } from './feeds.repository.js'
import type { Candidate, FeedPage, FeedPost, Own, PageOf, PostReactions, TagCount } from './feeds.schema.js'
import { OwnRepository } from './own.repository.js'

/** What other modules put their pages together from. */
@Injectable()
export class FeedsService {
  constructor(
    private readonly feeds: FeedsRepository,
    private readonly own: OwnRepository,
  ) {}

  async newest(tag: string, page: PageOf, viewerId: string | null): Promise<FeedPage> {
    return cut(await this.feeds.newest(tag, page, viewerId), page)
  }

  async ofAuthors(authorIds: readonly string[], page: PageOf, viewerId: string | null): Promise<FeedPage> {
    return cut(await this.feeds.ofAuthors(authorIds, page, viewerId), page)
  }

  async byIds(ids: readonly string[], viewerId: string | null): Promise<FeedPage> {
    return { posts: await this.feeds.byIds(ids, viewerId), more: false }
  }

  candidates(): Promise<Candidate[]> {
    return this.feeds.candidates()
  }

  reactions(ids: readonly string[]): Promise<PostReactions[]> {
    return this.feeds.reactions(ids)
  }

  taste(personId: string): Promise<TagCount[]> {
    return this.feeds.taste(personId)
  }

  async ownOf(personId: string, limit: number): Promise<Own> {
    const [blogs, drafts] = await Promise.all([this.own.blogs(personId), this.own.drafts(personId, limit)])
    return { blogs, ...drafts }
  }
}

const cut = (posts: FeedPost[], { limit }: PageOf): FeedPage => ({
  posts: posts.slice(0, limit),
  more: posts.length > limit,
})
