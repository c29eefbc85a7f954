/** Everything with a tag. */
export const tagPath = (tag: string): string => `/tags/${encodeURIComponent(tag)}`

interface Addressed {
  slug: string
  blog: { slug: string }
}

/** The address of a post for readers: `/b/{blog}/{post}`. */
export const postPath = ({ blog, slug }: Addressed): string =>
  `/b/${encodeURIComponent(blog.slug)}/${encodeURIComponent(slug)}`
