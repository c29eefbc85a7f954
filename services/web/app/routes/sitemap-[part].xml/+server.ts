import { error } from '@sveltejs/kit'
import { element } from '#lib/server/feeds/xml.ts'
import { SITEMAP, sendXml } from '#lib/server/sitemap.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals, params }) => {
  if (!/^[1-9]\d{0,3}$/.test(params.part)) error(404)
  const { items } = await locals.api.sitemap(Number(params.part))
  const entries = items.map(({ path, modifiedAt }) =>
    element('url', [element('loc', locals.origin + encodeURI(path)), element('lastmod', modifiedAt)]),
  )
  return sendXml(element('urlset', entries, SITEMAP))
}
