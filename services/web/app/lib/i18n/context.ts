import { createContext } from 'svelte'
import type { I18n } from './index.ts'

const [current, provide] = createContext<() => I18n>()

/** Called once by the root layout. @param read gives the texts of the language that is chosen now */
export const provideI18n = (read: () => I18n): void => void provide(read)

/** Texts and dates in the reader's language; templates that call them follow a change of the language. */
export function useI18n(): I18n {
  const read = current()
  return {
    get locale() {
      return read().locale
    },
    t: (...args) => read().t(...args),
    problem: (code) => read().problem(code),
    date: (iso) => read().date(iso),
    dateTime: (iso) => read().dateTime(iso),
  }
}
