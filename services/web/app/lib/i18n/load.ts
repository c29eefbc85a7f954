import type { Dictionary, Locale } from './types.ts'

/** Routes that say more than the pages for readers; `tests/unit/i18n-scope.test.ts` holds the others to what these say. */
const MEMBERS = /^\/(?:blogs|login|messages|notifications|register|settings|write)(?:\/|$)/

const NOTHING = { members: {} }

export const isForMembers = (routeId: string | null): boolean => MEMBERS.test(routeId ?? '')

/**
 * The texts of a page, in chunks of their own: a browser loads only the language it reads, and of that what the page says.
 * @param routeId as SvelteKit has it: `/b/[blog]/[post]`
 */
export async function loadDictionary(locale: Locale, routeId: string | null): Promise<Dictionary> {
  const [{ readingPages }, { members }] = await Promise.all([
    locale === 'ru' ? import('./ru/reading-pages.ts') : import('./en/reading-pages.ts'),
    !isForMembers(routeId) ? NOTHING : locale === 'ru' ? import('./ru/members.ts') : import('./en/members.ts'),
  ])
  return together(readingPages, members)
}

const made = new WeakMap<object, WeakMap<object, Dictionary>>()

/** The same object for the same parts, since formatters are made once for each. */
function together(readingPages: object, members: object): Dictionary {
  const known = made.get(readingPages) ?? new WeakMap<object, Dictionary>()
  made.set(readingPages, known)
  const dictionary = known.get(members) ?? ({ ...readingPages, ...members } as Dictionary)
  known.set(members, dictionary)
  return dictionary
}
