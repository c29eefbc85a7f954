import { Id, Page, PageQuery, Text } from '@quark/service-kit'
import { z } from 'zod'
import { AuthorView, Username } from '../authors/authors.schema.js'
import { AddressPart, BlogLanguage } from '../blogs/blogs.schema.js'
import { Reactions } from '../reactions/reactions.schema.js'
import { fits, isSimple, MOST_BYTES, tooBig } from './html-limits.rules.js'
import { PictureView } from './pictures.schema.js'
import { normalTag, uniqueTags } from './tags.rules.js'

const Title = Text({ max: 200 })
const Excerpt = Text({ max: 300 })
const Html = z
  .string()
  .refine(fits, { error: tooBig, params: { code: 'too-big' } })
  .refine(isSimple, { error: 'has too many tags', params: { code: 'too-complex' } })
  .refine((html) => html.isWellFormed() && !/(?![\n\r\t])\p{Cc}/u.test(html), {
    error: 'has a control character or one that is not valid Unicode',
    params: { code: 'invalid-characters' },
  })
  .transform((html) => html.normalize('NFC'))
  .meta({ maxLength: MOST_BYTES })

/** 1 to 40 letters, digits, spaces and `-_.+#`; stored in lower case, without a leading `#`. */
export const Tag = Text({ min: 1, max: 60 })
  .transform(normalTag)
  .pipe(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} _.+#-]{0,39}$/u, 'is not a tag'))
const Tags = z.array(Tag).max(10, 'must have at most 10').transform(uniqueTags)

const PostSlug = z
  .string()
  .max(100, 'must have at most 100 characters')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be words of a-z and 0-9 with single hyphens between them')

/** The id of an image of the author's, as `POST /upload` answered it; null for none. */
const Cover = Id.nullable().optional()

export const PostStatus = z.enum(['draft', 'published'])

/** A draft may be without a title; a published post may not. */
export const NewPost = z.strictObject({
  blogId: Id,
  title: Title,
  html: Html,
  excerpt: Excerpt.nullable().optional(),
  tags: Tags.default([]),
  slug: PostSlug.optional(),
  coverMediaId: Cover,
  status: PostStatus.default('draft'),
})
export type NewPost = z.infer<typeof NewPost>

/** What is left out stays as it is. `excerpt: null` has it made from the text again. */
export const PostChanges = z
  .strictObject({
    title: Title.optional(),
    html: Html.optional(),
    excerpt: Excerpt.nullable().optional(),
    tags: Tags.optional(),
    slug: PostSlug.optional(),
    coverMediaId: Cover,
  })
  .refine((changes) => Object.keys(changes).length > 0, { error: 'names nothing to change', params: { code: 'empty' } })
export type PostChanges = z.infer<typeof PostChanges>

/** A post as lists show it. */
export const PostSummary = z.object({
  id: Id,
  blog: z.object({ id: Id, slug: z.string(), title: z.string(), language: BlogLanguage }),
  slug: z.string(),
  title: z.string(),
  excerpt: z.string(),
  tags: z.array(z.string()),
  status: PostStatus,
  author: AuthorView,
  /** Shown above the text and in lists. */
  cover: PictureView.nullable(),
  publishedAt: z.iso.datetime().nullable(),
  updatedAt: z.iso.datetime(),
  readingMinutes: z.int(),
  /** Grows with each change; the ETag is this number in quotes. */
  revision: z.int(),
})
export type PostSummary = z.infer<typeof PostSummary>

/** `pictures`: what is known of the uploaded images of the text, whose addresses in it are `/media/{id}/...`. */
export const PostView = PostSummary.extend({ html: z.string(), pictures: z.array(PictureView) })
export type PostView = z.infer<typeof PostView>

/** What `If-Match` and `If-None-Match` take. */
export const etagOf = (post: PostView): string => `"${post.revision}"`

/** In lists, what people made of a post comes along. */
export const ListedPost = PostSummary.extend({ reactions: Reactions })
export type ListedPost = z.infer<typeof ListedPost>

export const PostPage = Page(ListedPost)
export type PostPage = z.infer<typeof PostPage>

/** `status=draft` lists the caller's own drafts. `q` searches what is published, best match first. */
export const PostQuery = PageQuery.extend({
  blog: AddressPart.optional(),
  author: Username.optional(),
  tag: Tag.optional(),
  q: Text({ min: 1, max: 200 }).optional(),
  status: PostStatus.default('published'),
})
export type PostQuery = z.infer<typeof PostQuery>
