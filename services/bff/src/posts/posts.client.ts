import { Injectable } from '@nestjs/common'
import { BlogService } from '@quark/contracts/rpc/blog/v1/blog_pb'
import { Id, Peers } from '@quark/service-kit'
import { z } from 'zod'
import type { Deadline } from '../parts/deadline.js'
import { Author } from '../people/people.schema.js'
import { Candidate, Own, type PageOf, Picture, PostCard, type PostCards, Reactions, TagCount } from './posts.schema.js'

/** Drafts that the caller's own page lists. */
const DRAFTS = 20

/** Protobuf has no null: what is left out comes as an empty text, or is undefined. */
const Told = z.object({
  posts: z.array(
    PostCard.extend({
      author: Author.extend({ avatarUrl: z.string().transform((url) => url || null) }),
      cover: Picture.optional().transform((cover) => cover ?? null),
    }),
  ),
  more: z.boolean(),
})
const Counted = Reactions.extend({ postId: Id })
const Candidates = z.array(Candidate)
const Counts = z.array(Counted)
const Tags = z.array(TagCount)

/** Asks blog-service. What it says is checked: a module that talks nonsense is one that does not answer. */
@Injectable()
export class PostsClient {
  constructor(private readonly peers: Peers) {}

  /** @param tag empty for every post */
  async newest(tag: string, page: PageOf, viewerId: string, deadline: Deadline): Promise<PostCards> {
    const which = { case: 'newest', value: { tag } } as const
    return Told.parse(await this.blog().listPosts({ which, ...page, viewerId }, deadline))
  }

  async ofAuthors(ids: string[], page: PageOf, viewerId: string, deadline: Deadline): Promise<PostCards> {
    const which = { case: 'authors', value: { ids } } as const
    return Told.parse(await this.blog().listPosts({ which, ...page, viewerId }, deadline))
  }

  async byIds(ids: string[], viewerId: string, deadline: Deadline): Promise<PostCards> {
    const which = { case: 'ids', value: { ids } } as const
    return Told.parse(await this.blog().listPosts({ which, viewerId }, deadline))
  }

  async candidates(deadline: Deadline): Promise<Candidate[]> {
    return Candidates.parse((await this.blog().listCandidates({}, deadline)).candidates)
  }

  /** By id of the post; one that is gone is left out. */
  async reactions(postIds: string[], deadline: Deadline): Promise<Map<string, Reactions>> {
    const { reactions } = await this.blog().countReactions({ postIds }, deadline)
    return new Map(Counts.parse(reactions).map(({ postId, ...counts }) => [postId, counts]))
  }

  async taste(personId: string, deadline: Deadline): Promise<TagCount[]> {
    return Tags.parse((await this.blog().readTaste({ personId }, deadline)).tags)
  }

  async own(personId: string, deadline: Deadline): Promise<Own> {
    return Own.parse(await this.blog().listOwn({ personId, limit: DRAFTS }, deadline))
  }

  private blog() {
    return this.peers.rpc(BlogService)
  }
}
