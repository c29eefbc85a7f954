import { Refusal } from '@quark/service-kit'
import { cleanHtml, HTML_POLICY } from './html.rules.js'
import { fits, tooBig } from './html-limits.rules.js'
import { excerptOf, readingMinutes } from './reading.rules.js'
import { plainText } from './text.rules.js'

/** What is made from the text that an author writes; named like the columns that keep it. */
export interface Content {
  readonly html: string
  readonly html_policy: number
  readonly excerpt: string
  readonly excerpt_given: boolean
  readonly reading_minutes: number
  /** Without markup, for search. */
  readonly text: string
  readonly isEmpty: boolean
}

/**
 * Cleans a text and makes from it what readers see of it elsewhere.
 * @param excerpt of the author; null or empty to have it made from the text
 * @throws Refusal 400 when cleaning makes it longer than a text may be, since what is read must be fit to be sent again
 */
export function contentOf(html: string, excerpt: string | null | undefined): Content {
  const clean = cleanHtml(html)
  if (!fits(clean)) throw Refusal.invalid('invalid-request', [{ field: 'html', code: 'too-big', message: tooBig }])
  const { all, prose, pictures } = plainText(clean)
  return {
    html: clean,
    html_policy: HTML_POLICY,
    excerpt: excerpt || excerptOf(prose || all),
    excerpt_given: Boolean(excerpt),
    reading_minutes: readingMinutes(all, pictures),
    text: all,
    isEmpty: all === '' && pictures === 0,
  }
}
