import { z } from 'zod'
import { Username } from '../authors/authors.schema.js'
import { AddressPart } from '../blogs/blogs.schema.js'
import { PostSummary, PostView, Tag } from './posts.schema.js'

/** Whose newest posts: all of what is given must hold. */
export const LatestQuery = z.strictObject({
  blog: AddressPart.optional(),
  author: Username.optional(),
  tag: Tag.optional(),
  limit: z.coerce.number().int().min(1).max(30).default(20),
})
export type LatestQuery = z.infer<typeof LatestQuery>

/** Newest posts with their whole text, as feeds carry them. There is no second page. */
export const LatestPosts = z.object({ items: z.array(PostView) })
export type LatestPosts = z.infer<typeof LatestPosts>

export const RelatedPosts = z.object({ items: z.array(PostSummary) })
export type RelatedPosts = z.infer<typeof RelatedPosts>

export const RelatedQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(10).default(3) })
export type RelatedQuery = z.infer<typeof RelatedQuery>

/** `part` counts from 1; a part has at most 10 000 addresses. */
export const SitemapQuery = z.strictObject({ part: z.coerce.number().int().min(1).max(10_000).optional() })
export type SitemapQuery = z.infer<typeof SitemapQuery>

/** Without `part`: when something in each part last changed. With it: the public addresses of the part. */
export const Sitemap = z.object({
  parts: z.array(z.object({ modifiedAt: z.iso.datetime() })),
  items: z.array(z.object({ path: z.string(), modifiedAt: z.iso.datetime() })),
})
export type Sitemap = z.infer<typeof Sitemap>
