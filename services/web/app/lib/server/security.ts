/** Routes that show HTML written by people, pictures from other sites included. */
const WITH_FOREIGN_IMAGES = new Set(['/b/[blog]/[post]', '/write/[id]', '/write/new'])

/** Browsers enforce every policy they are sent, so a second header can only narrow the page's own. */
const OWN_IMAGES_ONLY = "img-src 'self' data:"

const POLICY = 'content-security-policy'

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
}

/** Whom a page is for. */
interface Reader {
  /** Somebody who is signed in. */
  isMember: boolean
  /** The address of the page. */
  url: URL
}

/** Adds the security headers and forbids shared caches: a page depends on the reader's cookies. */
export function secure(response: Response, route: string | null, reader: Reader): Response {
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value)
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache')
  if (reader.isMember) allowSocket(response.headers, reader.url)
  if (!WITH_FOREIGN_IMAGES.has(route ?? '')) response.headers.append(POLICY, OWN_IMAGES_ONLY)
  return response
}

/** Not every browser takes `'self'` for the WebSocket of the same host: it is named, for those who have one. */
function allowSocket(headers: Headers, { protocol, host }: URL): void {
  const policy = headers.get(POLICY)
  const socket = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}`
  if (policy) headers.set(POLICY, policy.replace("connect-src 'self'", `connect-src 'self' ${socket}`))
}
