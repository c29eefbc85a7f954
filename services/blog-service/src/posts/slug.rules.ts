import { toLatin } from './transliteration.rules.js'

/** Longest slug that is made from a title; a suffix comes on top. */
const LONGEST = 80
/** For a title without a letter that an address can hold. */
const NAMELESS = 'post'

/** The slug of a title: words of `a-z0-9` with single hyphens between them, cut between words. */
export function slugOf(title: string): string {
  const words = toLatin(title.replace(/(\p{L})['’ʼ](?=\p{L})/gu, '$1')).match(/[a-z0-9]+/g) ?? []
  let slug = ''
  for (const word of words) {
    const longer = slug ? `${slug}-${word}` : word.slice(0, LONGEST)
    if (longer.length > LONGEST) break
    slug = longer
  }
  return slug || NAMELESS
}

/** The slug itself, or with the smallest of `-2`, `-3`… that is free. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug
  let number = 2
  while (taken.has(`${slug}-${number}`)) number++
  return `${slug}-${number}`
}
