import { Injectable } from '@nestjs/common'
import { decodeCursor, type PageQuery, Transactions, type Tx, toPage } from '@quark/service-kit'
import { z } from 'zod'
import { NotificationConfig } from '../config.js'
import { isGrouped } from '../kinds/kinds.rules.js'
import { PeopleService } from '../people/people.service.js'
import { PostsService } from '../posts/posts.service.js'
import { PreferencesService } from '../preferences/preferences.service.js'
import { WakesService } from '../wakes/wakes.service.js'
import { NotificationsRepository } from './notifications.repository.js'
import { isTooOld, type News, notFound, type TakenBack } from './notifications.rules.js'
import type { NotificationPage } from './notifications.schema.js'
import { ReadingRepository } from './reading.repository.js'

const CursorKey = z.tuple([z.int().min(0).max(2_147_483_647)])

@Injectable()
export class NotificationsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly notifications: NotificationsRepository,
    private readonly reading: ReadingRepository,
    private readonly people: PeopleService,
    private readonly posts: PostsService,
    private readonly preferences: PreferencesService,
    private readonly wakes: WakesService,
    private readonly config: NotificationConfig,
  ) {}

  /** Tells these people, except who did it, who left, and who does not want to know. */
  async tell(tx: Tx, personIds: readonly string[], news: News): Promise<void> {
    const others = personIds.filter((id) => id !== news.actorId)
    if (others.length === 0 || isTooOld(news.at, this.config.NOTIFICATION_DAYS)) return
    if (news.postId && !(await this.posts.isVisible(tx, news.postId))) return
    const gone = await this.people.goneOf(tx, [...others, news.actorId])
    if (gone.has(news.actorId)) return
    const unwilling = await this.preferences.unwilling(tx, news.kind, others)
    const listeners = others.filter((id) => !gone.has(id) && !unwilling.has(id))
    const told = isGrouped(news.kind) ? await this.grow(tx, listeners, news) : listeners
    if (!isGrouped(news.kind)) await this.notifications.add(tx, told, news)
    for (const id of told) this.wakes.wake(tx, id)
  }

  /** Takes a person out of what is unread of theirs; what is read stays as it was. */
  async takeBack(tx: Tx, what: TakenBack): Promise<void> {
    for (const personId of await this.notifications.takeBack(tx, what)) this.wakes.wake(tx, personId)
  }

  async list(personId: string, { limit, cursor }: PageQuery): Promise<NotificationPage> {
    const before = cursor ? decodeCursor(cursor, CursorKey)[0] : undefined
    const [rows, unread] = await Promise.all([
      this.reading.newest(personId, limit + 1, before),
      this.reading.countUnread(personId),
    ])
    const page = toPage(
      rows,
      limit,
      (row) => row,
      ({ seq }) => [seq],
    )
    return { ...page, unread }
  }

  countUnread(personId: string): Promise<number> {
    return this.reading.countUnread(personId)
  }

  /** @throws Refusal 404 for what is not there, or is somebody else's */
  async read(personId: string, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const known = await this.notifications.markRead(tx, personId, id, new Date())
      if (!known) throw notFound()
      this.wakes.wake(tx, personId)
    })
  }

  async readUpTo(personId: string, seq: number): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.notifications.markReadUpTo(tx, personId, seq, new Date())
      this.wakes.wake(tx, personId)
    })
  }

  /** Adds who did it to the one that is unread, or begins one. Who is in one already, even a read one unless it recurs, is not told of again. */
  private async grow(tx: Tx, personIds: readonly string[], news: News): Promise<string[]> {
    const told: string[] = []
    const named = await this.notifications.naming(tx, personIds, news)
    for (const personId of personIds) {
      if (named.has(personId)) continue
      const unread = await this.notifications.lockUnread(tx, personId, news)
      if (unread) await this.notifications.addActor(tx, personId, unread, news)
      else await this.notifications.add(tx, [personId], news)
      told.push(personId)
    }
    return told
  }
}
