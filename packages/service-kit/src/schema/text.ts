import { z } from 'zod'

/** Controls (category Cc) but tab and newline; bidi overrides and isolates, which make a line read as something else. */
const UNSAFE = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u

export interface TextLimits {
  /** Fewest characters (code points) after trimming. Default 0. */
  min?: number
  /** Most characters (code points). */
  max: number
  /** Whether line breaks may stay. Default false. */
  multiline?: boolean
}

/**
 * Text that a person wrote: line ends become `\n`, Unicode is NFC, the ends are trimmed. Refused are control
 * characters, NUL (PostgreSQL cannot store it), lone surrogates (they are not Unicode) and bidi overrides.
 */
export function Text({ min = 0, max, multiline = false }: TextLimits) {
  return z
    .string()
    .max(max * 4, `must have at most ${max} characters`)
    .refine((text) => text.isWellFormed(), rule('invalid-characters', 'has a character that is not valid Unicode'))
    .transform((text) => text.replaceAll('\r\n', '\n').normalize('NFC').trim())
    .refine((text) => !UNSAFE.test(text), rule('invalid-characters', 'has a control character'))
    .refine((text) => multiline || !/[\n\t]/.test(text), rule('invalid-characters', 'must be a single line'))
    .refine((text) => lengthOf(text) >= min, rule('too-small', tooShort(min)))
    .refine((text) => lengthOf(text) <= max, rule('too-big', `must have at most ${max} characters`))
    .meta({ minLength: min, maxLength: max })
}

const rule = (code: string, error: string) => ({ error, params: { code } })
const tooShort = (min: number): string => (min === 1 ? 'must not be empty' : `must have at least ${min} characters`)
const lengthOf = (text: string): number => [...text].length
