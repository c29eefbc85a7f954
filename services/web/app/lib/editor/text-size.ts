/** As blog-service counts them, so that the editor names the time that readers see: `reading.rules.ts` there has the source. */
const LATIN_PER_MINUTE = 228
const CYRILLIC_PER_MINUTE = 184
const PICTURE_SECONDS = 10

const WORD = /[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*/gu
const STARTS_CYRILLIC = /^\p{Script=Cyrillic}/u

export const wordsOf = (text: string): number => text.match(WORD)?.length ?? 0

/** Whole minutes, at least 1. */
export function readingMinutes(text: string, pictures: number): number {
  let minutes = (pictures * PICTURE_SECONDS) / 60
  for (const word of text.match(WORD) ?? [])
    minutes += 1 / (STARTS_CYRILLIC.test(word) ? CYRILLIC_PER_MINUTE : LATIN_PER_MINUTE)
  return Math.max(1, Math.round(minutes))
}
