import type { Post } from '../../api-types.ts'
import { postPath } from '../../paths.ts'

/** https://schema.org/BlogPosting */
export function blogPosting(post: Post, origin: string, card: string | undefined) {
  const url = origin + postPath(post)
  const { author, blog } = post
  return {
    '@context': 'https://schema.org',
    '@type': 'BlogPosting',
    headline: post.title,
    description: post.excerpt,
    url,
    mainEntityOfPage: url,
    inLanguage: blog.language,
    datePublished: post.publishedAt,
    dateModified: post.updatedAt,
    timeRequired: `PT${post.readingMinutes}M`,
    ...(post.tags.length > 0 && { keywords: post.tags }),
    ...(card && { image: origin + card }),
    author: { '@type': 'Person', name: author.name, url: `${origin}/@${encodeURIComponent(author.username)}` },
    isPartOf: { '@type': 'Blog', name: blog.title, url: `${origin}/b/${encodeURIComponent(blog.slug)}` },
  }
}
