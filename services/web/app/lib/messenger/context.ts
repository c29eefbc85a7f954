import { createContext } from 'svelte'
import type { Messenger } from './messenger.svelte.ts'

interface Given {
  messenger: Messenger
  /** The time zone in which times are shown: the one that the server was told, then the browser's own. */
  zone: string
}

/** The messenger of the pages below `/messages`. */
export const [useMessenger, provideMessenger] = createContext<Given>()
