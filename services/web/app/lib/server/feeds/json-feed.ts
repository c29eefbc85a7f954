import type { Feed, FeedPost } from './feed.ts'

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export const jsonFeedOf = ({ title, home, description, language, self, posts }: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: home,
    feed_url: self,
    description,
    ...(language && { language }),
    items: posts.map(itemOf),
  })

const itemOf = ({ post, url, authorUrl, html }: FeedPost) => ({
  id: `urn:uuid:${post.id}`,
  url,
  title: post.title,
  summary: post.excerpt,
  content_html: html,
  date_published: post.publishedAt,
  date_modified: post.updatedAt,
  authors: [{ name: post.author.name, url: authorUrl }],
  tags: post.tags,
  language: post.blog.language,
})
