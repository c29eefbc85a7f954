import { Injectable } from '@nestjs/common'
import type { Parts } from '../parts/parts.js'
import { PeopleService } from '../people/people.service.js'
import { PostsService } from '../posts/posts.service.js'
import { type FeedPart, type FeedQuery, LIST_OF, type Listed } from './feed.schema.js'
import { cursorOf, markOf, progressOf } from './progress.rules.js'
import { rank } from './ranking.rules.js'

/** So many posts of an order by taste, then it ends: the cursor carries all that were seen. */
const MOST_SEEN = 300

/**
 * The tab that is ordered for one person. The order comes from `rank`; all else here (what is chosen from, pages without
 * doubles, reasons) holds for any other order of the same candidates.
 */
@Injectable()
export class ForYouService {
  constructor(
    private readonly posts: PostsService,
    private readonly people: PeopleService,
  ) {}

  async list({ limit, cursor }: FeedQuery, personId: string, parts: Parts<FeedPart>): Promise<Listed> {
    const { asOf, seen } = progressOf(cursor)
    const [candidates, followed, tags] = await Promise.all([
      parts.list(LIST_OF, (deadline) => this.posts.candidates(deadline)),
      parts.before('follows', (deadline) => this.people.followed(personId, deadline), []),
      parts.before('taste', (deadline) => this.posts.taste(personId, deadline), []),
    ])
    const ranked = rank(candidates, { personId, followed: new Set(followed), tags }, asOf)
    const left = ranked.filter(({ id }) => !seen.has(markOf(id))).slice(0, Math.max(0, MOST_SEEN - seen.size))
    const chosen = left.slice(0, limit)
    if (chosen.length === 0) return { posts: [], nextCursor: null }
    const ids = chosen.map(({ id }) => id)
    const { posts } = await parts.list(LIST_OF, (deadline) => this.posts.byIds(ids, personId, deadline))
    const progress = { asOf, seen: new Set([...seen, ...ids.map(markOf)]) }
    return {
      posts,
      nextCursor: left.length > limit ? cursorOf(progress) : null,
      reasons: new Map(chosen.map(({ id, reasons }) => [id, reasons])),
    }
  }
}
