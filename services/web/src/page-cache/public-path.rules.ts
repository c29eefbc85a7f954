/** A page that is the same for everybody who has no session, as it is rendered and remembered. */
export interface PublicPath {
  /** With the part of the query that changes the page, and no other. */
  readonly path: string
  /** The same for people with a session: nothing on it is theirs. */
  readonly impersonal: boolean
}

interface Shape {
  readonly path: RegExp
  readonly query: readonly string[]
  readonly impersonal: boolean
}

const LISTS: Shape = { path: /^\/(?:(?:b|tags)\/[^/]+|@[^/]+)?$/, query: ['tag', 'tab', 'cursor'], impersonal: false }
const POST: Shape = { path: /^\/b\/[^/]+\/[^/]+$/, query: ['cursor', 'at'], impersonal: false }
const FEED: Shape = { path: /^\/(?:(?:b|tags)\/[^/]+|@[^/]+)\/feed\.(?:xml|json)$/, query: [], impersonal: true }
const MACHINES: Shape = { path: /^\/(?:sitemap(?:-\d{1,5})?\.xml|robots\.txt)$/, query: [], impersonal: true }
/** A feed's address has the form of a post's as well: the first that fits counts. */
const SHAPES: readonly Shape[] = [FEED, POST, LISTS, MACHINES]

/** Undefined for an address that is not a public page's. */
export function publicPathOf(url: string): PublicPath | undefined {
  const at = url.indexOf('?')
  const path = at < 0 ? url : url.slice(0, at)
  const shape = SHAPES.find((one) => one.path.test(path))
  if (!shape) return undefined
  const query = at < 0 ? '' : keep(new URLSearchParams(url.slice(at)), shape.query)
  return { path: path + query, impersonal: shape.impersonal }
}

/** Marks of advertisers and the like would make a page of its own for each link. */
function keep(given: URLSearchParams, names: readonly string[]): string {
  const kept = new URLSearchParams()
  for (const name of names) {
    const value = given.get(name)
    if (value) kept.set(name, value)
  }
  return kept.size > 0 ? `?${kept}` : ''
}
