import { Injectable } from '@nestjs/common'
import { UserAvatarChanged } from '@quark/contracts/events/user'
import { type Caller, Outbox, Refusal, Transactions, type Tx } from '@quark/service-kit'
import type { UserDB } from '../db/schema.js'
import type { Avatar, Profile } from '../profiles/profile.js'
import { ProfileNewsService } from '../profiles/profile-news.service.js'
import { toView } from '../profiles/profile-view.js'
import { ProfilesRepository } from '../profiles/profiles.repository.js'
import { assertOwn } from '../profiles/profiles.rules.js'
import type { ProfileView } from '../profiles/profiles.schema.js'
import { AvatarsClient } from './avatars.client.js'
import { avatarOf } from './avatars.rules.js'

@Injectable()
export class AvatarsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly profiles: ProfilesRepository,
    private readonly news: ProfileNewsService,
    private readonly media: AvatarsClient,
    private readonly outbox: Outbox,
  ) {}

  async choose(id: string, mediaId: string, caller: Caller): Promise<ProfileView> {
    assertOwn(id, caller.id)
    const avatar = avatarOf(await this.media.find(mediaId, caller.id))
    return toView(await this.transactions.run((tx) => this.set(tx, id, avatar)))
  }

  async remove(id: string, caller: Caller): Promise<void> {
    assertOwn(id, caller.id)
    await this.transactions.run((tx) => this.set(tx, id, null))
  }

  /** Somebody deleted the file that shows them. */
  async forget(tx: Tx<UserDB>, mediaId: string): Promise<void> {
    const id = await this.profiles.idByAvatar(tx, mediaId)
    if (id !== undefined) await this.set(tx, id, null)
  }

  private async set(tx: Tx<UserDB>, id: string, avatar: Avatar | null): Promise<Profile> {
    const before = await this.profiles.lock(tx, id)
    if (!before) throw Refusal.notFound('user')
    if (before.avatar?.mediaId === avatar?.mediaId) return before
    const after = await this.profiles.setAvatar(tx, id, avatar)
    await this.news.changed(tx, after)
    const { revision } = after
    await this.outbox.add(tx, UserAvatarChanged, { userId: id, mediaId: avatar?.mediaId ?? null, revision })
    return after
  }
}
