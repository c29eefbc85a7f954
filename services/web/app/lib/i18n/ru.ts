import { account } from './ru/account.ts'
import { errors } from './ru/errors.ts'
import { media } from './ru/media.ts'
import { notifications } from './ru/notifications.ts'
import { reading } from './ru/reading.ts'
import { shell } from './ru/shell.ts'
import { writing } from './ru/writing.ts'
import type { Dictionary } from './types.ts'

export const ru: Dictionary = { ...shell, ...reading, ...account, ...writing, ...media, ...notifications, ...errors }
