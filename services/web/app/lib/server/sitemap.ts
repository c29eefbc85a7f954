import { xmlDocument } from './feeds/xml.ts'

/** The namespace of a sitemap's root. */
export const SITEMAP = { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' }

export const sendXml = (root: string): Response =>
  new Response(xmlDocument(root), {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, no-cache' },
  })
