import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/** `demo/` of this package: the texts are files, so that they can be read and mended as texts. */
const FOLDER = new URL('../../demo/', import.meta.url)

const Comment = z.strictObject({
  by: z.string(),
  text: z.string(),
  get answers(): z.ZodDefault<z.ZodArray<typeof Comment>> {
    return z.array(Comment).default([])
  },
})
export type DemoComment = z.infer<typeof Comment>

const Community = z.strictObject({
  login: z.string(),
  people: z.array(
    z.strictObject({
      username: z.string(),
      name: z.string(),
      locale: z.enum(['en', 'ru']),
      bio: z.strictObject({ en: z.string(), ru: z.string() }),
      links: z.array(z.strictObject({ label: z.string(), url: z.url() })).default([]),
      follows: z.array(z.string()).default([]),
    }),
  ),
  blogs: z.array(
    z.strictObject({
      slug: z.string(),
      owner: z.string(),
      language: z.enum(['en', 'ru']),
      title: z.string(),
      description: z.string(),
    }),
  ),
  posts: z.array(
    z.strictObject({
      file: z.string(),
      likes: z.array(z.string()).default([]),
      bookmarks: z.array(z.string()).default([]),
      comments: z.array(Comment).default([]),
    }),
  ),
})
export type Community = z.infer<typeof Community>

const PostHead = z.strictObject({
  title: z.string(),
  tags: z.array(z.string()),
  excerpt: z.string().optional(),
  status: z.enum(['draft', 'published']).default('published'),
})

/** A post as its file has it: a head in YAML between `---` lines, then HTML. */
export type DemoPost = z.infer<typeof PostHead> & { html: string }

/** The people of the demo, what they wrote and what they made of it. */
export function readCommunity(): Community {
  return Community.parse(parse(readFileSync(new URL('community.yaml', FOLDER), 'utf8')))
}

/** @param file like `second-hand/1-the-toaster.html` */
export function readPost(file: string): DemoPost {
  const [, head, ...html] = readFileSync(new URL(`posts/${file}`, FOLDER), 'utf8').split(/^---\n/m)
  return { ...PostHead.parse(parse(head ?? '')), html: html.join('---\n').trim() }
}
