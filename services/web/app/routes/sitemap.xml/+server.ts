import { element } from '#lib/server/feeds/xml.ts'
import { SITEMAP, sendXml } from '#lib/server/sitemap.ts'
import type { RequestHandler } from './$types'

/** The index: a part for each 10,000 addresses (https://www.sitemaps.org/protocol.html). */
export const GET: RequestHandler = async ({ locals }) => {
  const { parts } = await locals.api.sitemap()
  const entries = parts.map(({ modifiedAt }, index) =>
    element('sitemap', [element('loc', `${locals.origin}/sitemap-${index + 1}.xml`), element('lastmod', modifiedAt)]),
  )
  return sendXml(element('sitemapindex', entries, SITEMAP))
}
