import { errors } from './errors.ts'
import { reading } from './reading.ts'
import { shell } from './shell.ts'

/** What the pages say that readers open; the others have more (`members.ts`). */
export const readingPages = { ...shell, ...reading, ...errors } as const
