import type { Post } from '../../api-types.ts'
import { escapeXml } from '../feeds/xml.ts'
import { jsonLd } from './json-ld.ts'
import { blogPosting } from './post-json-ld.ts'

/** What other sites and search engines read of a post: the tags of Open Graph for articles, and structured data. */
export function postTags(post: Post, origin: string, card: string | undefined): string {
  const tags: [property: string, content: string | null][] = [
    ['published_time', post.publishedAt],
    ['modified_time', post.updatedAt],
    ['author', `${origin}/@${post.author.username}`],
    ...post.tags.map((tag): [string, string] => ['tag', tag]),
  ]
  const metas = tags.map(
    ([name, content]) => `<meta property="article:${name}" content="${escapeXml(content ?? '')}" />`,
  )
  return [...metas, jsonLd(blogPosting(post, origin, card))].join('\n    ')
}
