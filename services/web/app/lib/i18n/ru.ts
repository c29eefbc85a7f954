import { members } from './ru/members.ts'
import { readingPages } from './ru/reading-pages.ts'
import type { Dictionary } from './types.ts'

export const ru: Dictionary = { ...readingPages, ...members }
