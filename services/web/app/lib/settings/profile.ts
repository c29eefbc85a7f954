import type { Profile } from '../api-types.ts'
import { isLocale } from '../i18n/types.ts'

export const LINKS_MAX = 5

/** The profile as its form was filled in. Lines without an address are dropped; a link without a text shows its host. */
export function readProfile(data: FormData): Pick<Profile, 'name' | 'bio' | 'links' | 'locale'> {
  const text = (name: string) => String(data.get(name) ?? '').trim()
  const links = Array.from({ length: LINKS_MAX }, (_, index) => ({
    label: text(`links.${index}.label`),
    url: text(`links.${index}.url`),
  }))
  const locale = text('locale')
  return {
    name: text('name'),
    bio: { en: text('bio.en'), ru: text('bio.ru') },
    links: links.filter(({ url }) => url).map(({ label, url }) => ({ label: label || hostOf(url), url })),
    locale: isLocale(locale) ? locale : 'en',
  }
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)
