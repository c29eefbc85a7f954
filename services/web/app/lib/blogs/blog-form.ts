import type { Blog } from '../api-types.ts'
import { isLocale } from '../i18n/types.ts'

export const BLOG_FIELDS = ['title', 'slug', 'description', 'language'] as const

type Typed = Record<(typeof BLOG_FIELDS)[number], string>

/** The blog as its form was filled in. Addresses are lower case. */
export function readBlog({ title, slug, description, language }: Typed): Omit<Blog, 'id' | 'owner'> {
  return {
    title: title.trim(),
    slug: slug.trim().toLowerCase(),
    description: description.trim(),
    language: isLocale(language) ? language : 'en',
  }
}
