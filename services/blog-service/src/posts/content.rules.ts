import { Refusal } from '@quark/service-kit'
import { cleanHtml, HTML_POLICY } from './html.rules.js'
import { fits, tooBig } from './html-limits.rules.js'
import { mediaIn } from './media.rules.js'
import { excerptOf, readingMinutes } from './reading.rules.js'
import { plainText } from './text.rules.js'

/** What is made from the text that an author writes. */
export interface Content {
  /** Named like the columns that keep it. */
  readonly columns: { readonly html: string; readonly html_policy: number; readonly reading_minutes: number }
  /** Without markup, for search. */
  readonly text: string
  readonly isEmpty: boolean
  /** What is shown of it elsewhere when its author writes no excerpt. */
  readonly extract: string
  /** Ids of the uploaded files that it shows. */
  readonly mediaIds: readonly string[]
}

/**
 * Cleans a text and makes from it what readers see of it elsewhere.
 * @throws Refusal 400 when cleaning makes it longer than a text may be, since what is read must be fit to be sent again
 */
export function contentOf(html: string): Content {
  const clean = cleanHtml(html)
  if (!fits(clean)) throw Refusal.invalid('invalid-request', [{ field: 'html', code: 'too-big', message: tooBig }])
  const { all, prose, pictures } = plainText(clean)
  return {
    columns: { html: clean, html_policy: HTML_POLICY, reading_minutes: readingMinutes(all, pictures) },
    text: all,
    isEmpty: all === '' && pictures === 0,
    extract: excerptOf(prose || all),
    mediaIds: mediaIn(clean),
  }
}

/** @param given by the author; null or empty to have it made from the text */
export const excerptColumns = (given: string | null | undefined, { extract }: Content) => ({
  excerpt: given || extract,
  excerpt_given: Boolean(given),
})
