/**
 * Words a minute in silent reading, from the IReST study: Trauzettel-Klosinski, Dietz, “Standardized Assessment of
 * Reading Performance”, Investigative Ophthalmology & Visual Science 53 (2012): English 228, Russian 184.
 */
const LATIN_PER_MINUTE = 228
const CYRILLIC_PER_MINUTE = 184
/** A picture takes about this long to look at. */
const PICTURE_SECONDS = 10

const WORD = /[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*/gu
const STARTS_CYRILLIC = /^\p{Script=Cyrillic}/u

/** Whole minutes, at least 1, that reading the text takes. Each word counts at the speed of its own script. */
export function readingMinutes(text: string, pictures: number): number {
  let minutes = (pictures * PICTURE_SECONDS) / 60
  for (const [word] of text.matchAll(WORD)) {
    minutes += 1 / (STARTS_CYRILLIC.test(word) ? CYRILLIC_PER_MINUTE : LATIN_PER_MINUTE)
  }
  return Math.max(1, Math.round(minutes))
}

const EXCERPT = 240

/** The beginning of a text, cut between words. */
export function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const chars = [...line]
  if (chars.length <= EXCERPT) return line
  const cut = chars.slice(0, EXCERPT).join('')
  const words = cut.slice(0, Math.max(cut.lastIndexOf(' '), 0)) || cut
  return `${words.replace(/[\s.,:;!?–—-]+$/u, '')}…`
}
