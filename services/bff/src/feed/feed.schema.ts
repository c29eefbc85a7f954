import { PageQuery, Text } from '@quark/service-kit'
import { z } from 'zod'
import { PostCard } from '../posts/posts.schema.js'

const TABS = ['forYou', 'following', 'newest'] as const

/** As blog-service keeps tags: in lower case, without a leading `#`. */
const TagName = Text({ min: 1, max: 60 })
  .transform((tag) => tag.trim().replace(/^#+/, '').replace(/\s+/g, ' ').toLowerCase())
  .pipe(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} _.+#-]{0,39}$/u, 'is not a tag'))

/** The cursor of an order by taste carries what was seen. */
const MOST_CURSOR = 3000

/** Without `tab`: `forYou` for somebody who is signed in, `newest` for others and with `tag`. */
export const FeedQuery = PageQuery.extend({
  tab: z.enum(TABS).optional(),
  tag: TagName.optional(),
  cursor: z.string().max(MOST_CURSOR).optional(),
}).refine(({ tab = 'newest', tag }) => tag === undefined || tab === 'newest', {
  path: ['tag'],
  error: 'goes with the tab newest alone',
  params: { code: 'not-combinable' },
})
export type FeedQuery = z.infer<typeof FeedQuery>

/** A part of what put a post where it is: you follow its author, a tag of what you liked or wrote, many like it. */
export const Reason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('followed') }),
  z.object({ kind: z.literal('tag'), tag: z.string() }),
  z.object({ kind: z.literal('popular') }),
])
export type Reason = z.infer<typeof Reason>

/** `reasons` are empty but in the tab `forYou`, and there for a post that is only new. */
export const FeedItem = PostCard.extend({ reasons: z.array(Reason) })
export type FeedItem = z.infer<typeof FeedItem>

/** Parts that may be left out: who the authors are now (then as blog-service knew them), whom the caller follows, what they like, counts. */
export const FeedPart = z.enum(['authors', 'follows', 'taste', 'reactions'])
export type FeedPart = z.infer<typeof FeedPart>

export const FeedPage = z.object({
  /** What is shown: nobody in particular gets `newest`, whatever they asked for. */
  tab: z.enum(TABS),
  items: z.array(FeedItem),
  nextCursor: z.string().nullable(),
  degraded: z.array(FeedPart),
})
export type FeedPage = z.infer<typeof FeedPage>

/** Which module has the lists. */
export const LIST_OF = 'blog-service'

/** A list before what stands beside it is there. */
export interface Listed {
  posts: PostCard[]
  nextCursor: string | null
  /** By id of the post. */
  reasons?: ReadonlyMap<string, Reason[]>
}
