/** Routes that show HTML written by people, pictures from other sites included. */
const WITH_FOREIGN_IMAGES = new Set(['/b/[blog]/[post]', '/write/[id]', '/write/new'])

/** Browsers enforce every policy they are sent, so a second header can only narrow the page's own. */
const OWN_IMAGES_ONLY = "img-src 'self' data:"

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
}

/** Adds the security headers and forbids shared caches: a page depends on the reader's cookies. */
export function secure(response: Response, route: string | null): Response {
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value)
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache')
  if (!WITH_FOREIGN_IMAGES.has(route ?? '')) response.headers.append('content-security-policy', OWN_IMAGES_ONLY)
  return response
}
