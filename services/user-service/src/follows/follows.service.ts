import { Injectable } from '@nestjs/common'
import { UserFollowed, UserUnfollowed } from '@quark/contracts/events/user'
import { type Caller, decodeCursor, Outbox, type PageQuery, Refusal, Transactions, toPage } from '@quark/service-kit'
import { z } from 'zod'
import { UserConfig } from '../config.js'
import { ProfilesRepository } from '../profiles/profiles.repository.js'
import { type FollowRow, FollowsRepository } from './follows.repository.js'
import { assertNotSelf, assertRoomToFollow } from './follows.rules.js'
import type { FollowPage, FollowState, FollowView } from './follows.schema.js'

const CursorKey = z.tuple([z.uuid()])

@Injectable()
export class FollowsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly follows: FollowsRepository,
    private readonly profiles: ProfilesRepository,
    private readonly outbox: Outbox,
    private readonly config: UserConfig,
  ) {}

  /** Follows a person; nothing changes, and nobody is told, when it was so already. */
  async follow(caller: Caller, id: string): Promise<void> {
    assertNotSelf(caller.id, id)
    await this.transactions.run(async (tx) => {
      const both = await this.follows.lockBoth(tx, caller.id, id)
      const follower = both.find((profile) => profile.id === caller.id)
      if (!follower || both.length < 2) throw Refusal.notFound('user')
      const at = new Date()
      if (!(await this.follows.add(tx, caller.id, id, at))) return
      assertRoomToFollow(follower.following, this.config.FOLLOWS_PER_PERSON)
      await this.outbox.add(tx, UserFollowed, { followerId: caller.id, followedId: id, followedAt: at.toISOString() })
    })
  }

  async unfollow(caller: Caller, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const both = await this.follows.lockBoth(tx, caller.id, id)
      if (!both.some((profile) => profile.id === id)) throw Refusal.notFound('user')
      if (!(await this.follows.remove(tx, caller.id, id))) return
      await this.outbox.add(tx, UserUnfollowed, { followerId: caller.id, followedId: id })
    })
  }

  async state(caller: Caller, id: string): Promise<FollowState> {
    await this.assertThere(id)
    return this.follows.state(caller.id, id)
  }

  followers(id: string, page: PageQuery, caller: Caller | undefined): Promise<FollowPage> {
    return this.list('follower_id', id, page, caller)
  }

  following(id: string, page: PageQuery, caller: Caller | undefined): Promise<FollowPage> {
    return this.list('followed_id', id, page, caller)
  }

  private async list(
    shown: 'follower_id' | 'followed_id',
    of: string,
    { limit, cursor }: PageQuery,
    caller: Caller | undefined,
  ): Promise<FollowPage> {
    const before = cursor ? decodeCursor(cursor, CursorKey)[0] : undefined
    await this.assertThere(of)
    const rows = await this.follows.list(shown, of, limit, before, caller?.id ?? null)
    return toPage(rows, limit, toView, ({ key }) => [key])
  }

  private async assertThere(id: string): Promise<void> {
    if (!(await this.profiles.find(id))) throw Refusal.notFound('user')
  }
}

const toView = ({ id, username, name, avatar_url, followed_at, followed_by_you }: FollowRow): FollowView => ({
  id,
  username,
  name,
  avatarUrl: avatar_url,
  followedAt: followed_at.toISOString(),
  followedByYou: followed_by_you,
})
