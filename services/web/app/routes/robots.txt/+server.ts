import type { RequestHandler } from './$types'

/** Pages that search engines have no use for. */
const PRIVATE = ['/write', '/settings', '/login', '/register', '/search', '/-/']

export const GET: RequestHandler = ({ locals }) => {
  const lines = [
    'User-agent: *',
    ...PRIVATE.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${locals.origin}/sitemap.xml`,
  ]
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, no-cache' },
  })
}
