import { members } from './en/members.ts'
import { readingPages } from './en/reading-pages.ts'

export const en = { ...readingPages, ...members } as const
