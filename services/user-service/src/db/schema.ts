import type { ColumnType, Generated } from 'kysely'

export type Locale = 'en' | 'ru'

export interface ProfileLink {
  label: string
  url: string
}

export interface ProfileTable {
  id: string
  /** As its owner writes it; found by its lower-case form. */
  username: string
  name: string
  bio_en: Generated<string>
  bio_ru: Generated<string>
  links: ColumnType<ProfileLink[], never, readonly ProfileLink[]>
  locale: Locale
  /** The picture at media-service, and where its small square form is; addresses of media do not change. */
  avatar_media_id: string | null
  avatar_url: string | null
  /** 1 at first, one more with each change. */
  revision: Generated<number>
  created_at: Generated<Date>
  /** How many rows of `follow` name this person on the one side and on the other. */
  followers: Generated<number>
  following: Generated<number>
}

export interface FollowTable {
  id: string
  follower_id: string
  followed_id: string
  followed_at: Date
}

/** Who has, or last had, the names that look like this one. */
export interface UsernameClaimTable {
  skeleton: string
  owner_id: string
  /** Null while the owner uses it. */
  released_at: Date | null
}

export interface UserDB {
  profile: ProfileTable
  username_claim: UsernameClaimTable
  follow: FollowTable
}
