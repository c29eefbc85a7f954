import type { Locale, ProfileLink } from '../db/schema.js'

/** A picture of a person. */
export interface Avatar {
  readonly mediaId: string
  /** Path on the site of its small square form. */
  readonly url: string
}

/** Who a person is to others. */
export interface Profile {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly bio: { readonly en: string; readonly ru: string }
  readonly links: readonly ProfileLink[]
  readonly locale: Locale
  readonly avatar: Avatar | null
  /** 1 at first, one more with each change. */
  readonly revision: number
  readonly createdAt: string
  readonly followers: number
  readonly following: number
}

/** What its owner may change by itself. */
export type ProfileFields = Omit<Profile, 'id' | 'avatar' | 'revision' | 'createdAt' | 'followers' | 'following'>
