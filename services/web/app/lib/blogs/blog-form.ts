import type { Blog } from '../api-types.ts'
import { isLocale } from '../i18n/types.ts'

export const BLOG_FIELDS = ['title', 'description', 'language'] as const

type Typed = Record<(typeof BLOG_FIELDS)[number], string>

/** The blog as its form was filled in, but for its address, which is given once. */
export function readBlog({ title, description, language }: Typed): Pick<Blog, 'title' | 'description' | 'language'> {
  return { title: title.trim(), description: description.trim(), language: isLocale(language) ? language : 'en' }
}
