import { Id, Page, PageQuery, Text } from '@quark/service-kit'
import { z } from 'zod'
import { AuthorView, Username } from '../authors/authors.schema.js'
import { isReserved } from './blogs.rules.js'

/** The part of an address that names a blog or a post; read in any case. */
export const AddressPart = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9-]{1,100}$/, 'is not a part of an address')

/** `/b/{slug}`: stays for ever. */
const BlogSlug = z
  .string()
  .min(3, 'must have at least 3 characters')
  .max(60, 'must have at most 60 characters')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be words of a-z and 0-9 with single hyphens between them')
  .refine((slug) => !isReserved(slug), { error: 'is reserved', params: { code: 'reserved' } })

export const BlogLanguage = z.enum(['en', 'ru'])
const Title = Text({ min: 1, max: 100 })
const Description = Text({ max: 1000, multiline: true })

export const NewBlog = z.strictObject({
  slug: BlogSlug,
  title: Title,
  description: Description.default(''),
  language: BlogLanguage,
})
export type NewBlog = z.infer<typeof NewBlog>

export const BlogChanges = z
  .strictObject({ title: Title.optional(), description: Description.optional(), language: BlogLanguage.optional() })
  .refine((changes) => Object.keys(changes).length > 0, { error: 'names nothing to change', params: { code: 'empty' } })
export type BlogChanges = z.infer<typeof BlogChanges>

export const BlogView = z.object({
  id: Id,
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  language: BlogLanguage,
  owner: AuthorView,
  createdAt: z.iso.datetime(),
})
export type BlogView = z.infer<typeof BlogView>

export const BlogPage = Page(BlogView)
export type BlogPage = z.infer<typeof BlogPage>

/** `?owner=` is a username; without it, all blogs. The newest come first. */
export const BlogQuery = PageQuery.extend({ owner: Username.optional() })
export type BlogQuery = z.infer<typeof BlogQuery>
