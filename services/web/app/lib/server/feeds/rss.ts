import type { Feed, FeedPost } from './feed.ts'
import { element, xmlDocument } from './xml.ts'

const NAMESPACES = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
}

/** RSS 2.0 (https://www.rssboard.org/rss-specification), with whole texts in `content:encoded`. */
export function rssOf({ title, home, description, language, self, posts }: Feed): string {
  const newest = posts
    .map(({ post }) => post.updatedAt)
    .sort()
    .at(-1)
  const channel = [
    element('title', title),
    element('link', home),
    element('description', description),
    element('language', language),
    element('lastBuildDate', newest && rfc822(newest)),
    element('generator', 'Quark'),
    element('atom:link', [], { rel: 'self', type: 'application/rss+xml', href: self }),
    ...posts.map(itemOf),
  ]
  return xmlDocument(element('rss', [element('channel', channel)], { version: '2.0', ...NAMESPACES }))
}

const itemOf = ({ post, url, html }: FeedPost): string =>
  element('item', [
    element('title', post.title),
    element('link', url),
    // The post keeps its id when its address changes, so that no reader shows it twice.
    element('guid', `urn:uuid:${post.id}`, { isPermaLink: 'false' }),
    element('pubDate', post.publishedAt ? rfc822(post.publishedAt) : undefined),
    element('dc:creator', post.author.name),
    ...post.tags.map((tag) => element('category', tag)),
    element('description', post.excerpt),
    element('content:encoded', html),
  ])

/** `Wed, 25 Nov 2026 02:00:00 GMT`: RFC 822 with the year in four digits. */
const rfc822 = (iso: string): string => new Date(iso).toUTCString()
