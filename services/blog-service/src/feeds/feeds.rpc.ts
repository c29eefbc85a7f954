import { Injectable } from '@nestjs/common'
import type {
  CountReactionsRequest,
  ListOwnRequest,
  ListPostsRequest,
  ReadTasteRequest,
} from '@quark/contracts/rpc/blog/v1/blog_pb'
import { checked } from '@quark/service-kit'
import {
  AuthorIds,
  type Candidate,
  type FeedPage,
  type Own,
  OwnQuery,
  PageOf,
  PersonId,
  PostIds,
  type PostReactions,
  type TagCount,
  TagName,
  ViewerId,
} from './feeds.schema.js'
import { FeedsService } from './feeds.service.js'

/** Answers `quark.blog.v1.BlogService`. */
@Injectable()
export class FeedsRpc {
  constructor(private readonly feeds: FeedsService) {}

  readonly listPosts = async ({ which, viewerId, limit, after }: ListPostsRequest): Promise<FeedPage> => {
    const viewer = checked(ViewerId, viewerId)
    if (which.case === 'ids') return this.feeds.byIds(checked(PostIds, which.value.ids), viewer)
    const page = checked(PageOf, { limit, after })
    if (which.case === 'authors') return this.feeds.ofAuthors(checked(AuthorIds, which.value.ids), page, viewer)
    return this.feeds.newest(checked(TagName, which.value?.tag ?? ''), page, viewer)
  }

  readonly listCandidates = async (): Promise<{ candidates: Candidate[] }> => ({
    candidates: await this.feeds.candidates(),
  })

  readonly countReactions = async ({ postIds }: CountReactionsRequest): Promise<{ reactions: PostReactions[] }> => ({
    reactions: await this.feeds.reactions(checked(PostIds, postIds)),
  })

  readonly readTaste = async ({ personId }: ReadTasteRequest): Promise<{ tags: TagCount[] }> => ({
    tags: await this.feeds.taste(checked(PersonId, personId)),
  })

  readonly listOwn = async ({ personId, limit }: ListOwnRequest): Promise<Own> => {
    const query = checked(OwnQuery, { personId, limit })
    return this.feeds.ownOf(query.personId, query.limit)
  }
}
