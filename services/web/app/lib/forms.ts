import type { I18n } from './i18n/index.ts'
import type { PlainKey } from './i18n/types.ts'

/** A form that was refused, as a page receives it from its action. */
export interface Problem {
  form: string
  code: string
  fields: Record<string, string>
  values?: Record<string, unknown>
}

/** The refusal of one form of a page that has several. */
export function problemOf(answer: unknown, form: string): Problem | null {
  return isProblem(answer) && answer.form === form ? answer : null
}

/** Codes of fields, as the API words them, and our texts for them. */
const TEXTS: Record<string, PlainKey> = {
  required: 'error.field.required',
  taken: 'error.field.taken',
  'too-small': 'error.field.too-short',
  'too-short': 'error.field.too-short',
  'too-big': 'error.field.too-long',
  'too-long': 'error.field.too-long',
  'common-password': 'error.field.common-password',
  'personal-password': 'error.field.personal-password',
  'wrong-password': 'error.wrong-password',
  reserved: 'error.field.reserved',
  'username-reserved': 'error.field.reserved',
  'invalid-characters': 'error.field.characters',
  'name-invisible': 'error.field.characters',
  'name-marks': 'error.field.characters',
  url: 'error.field.url',
}
/** For the codes that say no more than that a rule of the field is broken. */
const BY_FIELD: Record<string, PlainKey> = {
  email: 'error.field.email',
  username: 'error.field.username',
  slug: 'error.field.slug',
}

/** What is wrong with a field, in words; undefined when nothing is. */
export function fieldText({ t }: I18n, problem: Problem | null | undefined, name: string): string | undefined {
  const code = problem?.fields[name]
  if (code === undefined) return undefined
  if (problem?.values?.[name] === '') return t('error.field.required')
  return t(TEXTS[code] ?? BY_FIELD[name] ?? 'error.field.invalid')
}

const isProblem = (answer: unknown): answer is Problem =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'fields' in answer
