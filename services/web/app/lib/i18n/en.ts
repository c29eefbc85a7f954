import { account } from './en/account.ts'
import { errors } from './en/errors.ts'
import { media } from './en/media.ts'
import { notifications } from './en/notifications.ts'
import { reading } from './en/reading.ts'
import { shell } from './en/shell.ts'
import { writing } from './en/writing.ts'

export const en = { ...shell, ...reading, ...account, ...writing, ...media, ...notifications, ...errors } as const
