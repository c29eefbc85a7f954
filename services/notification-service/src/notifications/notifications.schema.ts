import { Id, Page } from '@quark/service-kit'
import { z } from 'zod'
import { KINDS } from '../kinds/kinds.rules.js'

const Actor = z.object({ id: Id, username: z.string(), name: z.string() })

/** What a person is told. Texts are the client's: it knows the person's language. */
export const NotificationView = z.object({
  id: Id,
  /** Its place among the person's notifications; the id of its event in the stream. One that grows gets a new one. */
  seq: z.int(),
  kind: z.enum(KINDS),
  /** Who did it, the last one first: three at most, and none when nothing is known of them yet. */
  actors: z.array(Actor),
  /** How many did it, those included who are not named. */
  actorCount: z.int(),
  /** The post it is about, when it is about one. */
  post: z.object({ id: Id, title: z.string(), path: z.string() }).nullable(),
  /** The comment it is about, when it is about one. */
  commentId: Id.nullable(),
  happenedAt: z.iso.datetime(),
  read: z.boolean(),
})
export type NotificationView = z.infer<typeof NotificationView>

/** `unread` counts all of the person's, not those of the page. */
export const NotificationPage = Page(NotificationView).extend({ unread: z.int() })
export type NotificationPage = z.infer<typeof NotificationPage>

/** `upTo` is the `seq` of the newest notification that the person has seen. */
export const ReadMark = z.strictObject({ upTo: z.int().min(0).max(2_147_483_647) })
export type ReadMark = z.infer<typeof ReadMark>
