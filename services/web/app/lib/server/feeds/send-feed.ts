import { error } from '@sveltejs/kit'
import type { Post } from '../../api-types.ts'
import { postPath } from '../../paths.ts'
import { absoluteHtml } from './absolute-html.ts'
import type { Feed } from './feed.ts'
import { jsonFeedOf } from './json-feed.ts'
import { rssOf } from './rss.ts'

const FORMATS = {
  xml: { write: rssOf, type: 'application/rss+xml; charset=utf-8' },
  json: { write: jsonFeedOf, type: 'application/feed+json; charset=utf-8' },
}

interface FeedRequest {
  params: { format: string }
  url: URL
  locals: App.Locals
}

type About = Pick<Feed, 'title' | 'description' | 'language'> & { path: string; posts: Post[] }

/** Answers with the feed in the format that the address ends with. */
export async function sendFeed({ params, url, locals }: FeedRequest, about: () => Promise<About>): Promise<Response> {
  const format = params.format === 'xml' || params.format === 'json' ? FORMATS[params.format] : undefined
  if (!format) error(404)
  const { path, posts, ...head } = await about()
  const { origin } = locals
  const feed: Feed = {
    ...head,
    home: origin + path,
    self: origin + url.pathname,
    posts: posts.map((post) => {
      const address = origin + postPath(post)
      const authorUrl = `${origin}/@${encodeURIComponent(post.author.username)}`
      return { post, url: address, authorUrl, html: absoluteHtml(post.html, address) }
    }),
  }
  return new Response(format.write(feed), {
    headers: { 'content-type': format.type, 'cache-control': 'public, no-cache' },
  })
}
