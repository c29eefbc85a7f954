/** What the order knows of a post. */
export interface Candidate {
  readonly id: string
  readonly authorId: string
  readonly tags: readonly string[]
  /** ISO 8601, UTC, in milliseconds: such times compare as texts. */
  readonly publishedAt: string
  readonly likes: number
}

/** A part of what put a post where it is. */
export type Reason = { kind: 'followed' } | { kind: 'tag'; tag: string } | { kind: 'popular' }

/** What is known of a person's taste. */
export interface Taste {
  readonly personId: string
  readonly followed: ReadonlySet<string>
  /** In how many posts that the person liked or wrote lately each tag is. */
  readonly tags: readonly { readonly tag: string; readonly posts: number }[]
}

export interface Ranked {
  readonly id: string
  readonly score: number
  readonly reasons: Reason[]
}

/** A post is worth half of itself after so long. */
const HALF_LIFE_MS = 3 * 24 * 60 * 60 * 1000
const FOLLOWED = 2
/** For the tag that the person likes and writes most; the others in proportion. */
const FAVOURITE_TAG = 1.5
/** From so many likes on a post counts as popular. */
const POPULAR_FROM = 3
const MOST_POPULAR = 2

/**
 * Orders posts for one person, the best first: `(1 + its parts) x recency`. The reasons are the parts that the score is
 * made of, the weightiest first; a post that has none is here because it is new. Nobody is shown their own posts.
 * @param asOf the moment that the age of posts is reckoned from; what was published later is left out
 */
export function rank(candidates: readonly Candidate[], taste: Taste, asOf: Date): Ranked[] {
  const most = Math.max(1, ...taste.tags.map(({ posts }) => posts))
  const weights = new Map(taste.tags.map(({ tag, posts }) => [tag, (FAVOURITE_TAG * posts) / most]))
  const latest = asOf.toISOString()
  return candidates
    .filter(({ authorId, publishedAt }) => authorId !== taste.personId && publishedAt <= latest)
    .map((post) => score(post, partsOf(post, taste.followed, weights), asOf.getTime()))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
}

interface Part {
  readonly weight: number
  readonly reason: Reason
}

function partsOf(post: Candidate, followed: ReadonlySet<string>, weights: ReadonlyMap<string, number>): Part[] {
  const parts: Part[] = []
  if (followed.has(post.authorId)) parts.push({ weight: FOLLOWED, reason: { kind: 'followed' } })
  const [tag] = post.tags
    .filter((name) => weights.has(name))
    .sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0))
  if (tag !== undefined) parts.push({ weight: weights.get(tag) ?? 0, reason: { kind: 'tag', tag } })
  if (post.likes >= POPULAR_FROM) {
    parts.push({ weight: Math.min(MOST_POPULAR, Math.log2(post.likes) / 2), reason: { kind: 'popular' } })
  }
  return parts.sort((a, b) => b.weight - a.weight)
}

function score({ id, publishedAt }: Candidate, parts: Part[], asOf: number): Ranked {
  const age = asOf - Date.parse(publishedAt)
  const worth = 1 + parts.reduce((sum, { weight }) => sum + weight, 0)
  return { id, score: worth * 0.5 ** (age / HALF_LIFE_MS), reasons: parts.map(({ reason }) => reason) }
}
