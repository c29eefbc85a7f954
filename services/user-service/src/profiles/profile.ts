import type { Locale, ProfileLink } from '../db/schema.js'

/** Who a person is to others. */
export interface Profile {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly bio: { readonly en: string; readonly ru: string }
  readonly links: readonly ProfileLink[]
  readonly locale: Locale
  /** 1 at first, one more with each change. */
  readonly revision: number
  readonly createdAt: string
  readonly followers: number
  readonly following: number
}

/** What its owner may change. */
export type ProfileFields = Omit<Profile, 'id' | 'revision' | 'createdAt' | 'followers' | 'following'>
