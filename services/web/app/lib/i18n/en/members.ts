import { account } from './account.ts'
import { media } from './media.ts'
import { messages } from './messages.ts'
import { notifications } from './notifications.ts'
import { writing } from './writing.ts'

/** What only the pages for members say: a reader's browser never loads it. */
export const members = { ...account, ...writing, ...media, ...messages, ...notifications } as const
