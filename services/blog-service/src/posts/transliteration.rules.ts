/**
 * Russian by the BGN/PCGN romanisation of 1947, made fit for an address: without its diacritics and apostrophes, and
 * with plain `e` where it writes `ye`. Added are the letters of Ukrainian and Belarusian that Russian lacks.
 * Chosen over ICAO Doc 9303 (the passports' `obieiavlenie`) because readers recognise `obyavlenie`.
 */
const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'yo',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  ї: 'yi',
  є: 'ye',
  ґ: 'g',
  ў: 'u',
}

/** Latin letters that are not a plain letter with a mark. */
const LATIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** Writes a text in lower-case Latin letters; what has no place in the tables loses its marks or stays as it is. */
export function toLatin(text: string): string {
  return [...text.normalize('NFC').toLowerCase()].map(letter).join('')
}

const letter = (char: string): string => CYRILLIC[char] ?? LATIN[char] ?? char.normalize('NFKD').replace(/\p{M}/gu, '')
