import type { Generated } from 'kysely'

/** A person as user-service tells of them: a copy, kept by events. */
export interface PersonTable {
  id: string
  username: string
  name: string
  /** Of the profile; 0 until the first one is told. Older news than this is ignored. */
  revision: number
  /** When the account was deleted. The row stays, so that late news does not bring the person back. */
  gone_at: Date | null
}

/** Who follows whom: a copy, kept by events. */
export interface FollowTable {
  follower_id: string
  followed_id: string
}

/** A post that readers can see, or could: a copy, kept by events. */
export interface PostTable {
  id: string
  author_id: string
  title: string
  path: string
  revision: number
  /** When readers lost sight of it. */
  gone_at: Date | null
  /** When the followers of its author were told. They are told once, however often it is published. */
  announced_at: Date | null
}

/** What one person is told. */
export interface NotificationTable {
  id: string
  person_id: string
  kind: string
  /** Its place among all notifications of the person. One that grows (another like) moves to the end. */
  seq: number
  post_id: string | null
  comment_id: string | null
  happened_at: Date
  read_at: Date | null
}

/** Who did what the notification tells of: many for likes of one post, one for most others. */
export interface NotificationActorTable {
  notification_id: string
  actor_id: string
  acted_at: Date
}

/** A person's counter. Whoever gives out a number holds the row until the commit, so numbers are in the order of commits. */
export interface MailboxTable {
  person_id: string
  last_seq: number
}

/** What somebody does not want to be told, or wants again. Kinds without a row are wanted. */
export interface PreferenceTable {
  person_id: string
  kind: string
  in_app: Generated<boolean>
}

export interface NotificationDB {
  person: PersonTable
  follow: FollowTable
  post: PostTable
  notification: NotificationTable
  notification_actor: NotificationActorTable
  mailbox: MailboxTable
  preference: PreferenceTable
}
