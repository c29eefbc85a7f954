import { isDeepStrictEqual } from 'node:util'
import { Injectable } from '@nestjs/common'
import { UserDeleted } from '@quark/contracts/events/user'
import { type Caller, Id, Outbox, Refusal, Transactions, type Tx } from '@quark/service-kit'
import type { UserDB } from '../db/schema.js'
import { FollowsRepository } from '../follows/follows.repository.js'
import { UsernamesRepository } from '../usernames/usernames.repository.js'
import { assertUsernameAllowed, isUsername, skeletonOf, usernameTaken } from '../usernames/usernames.rules.js'
import type { Profile, ProfileFields } from './profile.js'
import { ProfileNewsService } from './profile-news.service.js'
import { toView } from './profile-view.js'
import { ProfilesRepository } from './profiles.repository.js'
import { assertNameAllowed, assertOwn } from './profiles.rules.js'
import type { NewProfile, ProfileChange, ProfileView } from './profiles.schema.js'

@Injectable()
export class ProfilesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly profiles: ProfilesRepository,
    private readonly usernames: UsernamesRepository,
    private readonly follows: FollowsRepository,
    private readonly news: ProfileNewsService,
    private readonly outbox: Outbox,
  ) {}

  /** @param idOrUsername a UUID, else a username in any case */
  async read(idOrUsername: string): Promise<ProfileView> {
    const profile = await this.find(idOrUsername)
    if (!profile) throw Refusal.notFound('user')
    return toView(profile)
  }

  readMany(ids: readonly string[]): Promise<Profile[]> {
    return this.profiles.findMany(ids)
  }

  /** The ids of whom a person follows, the last followed first. */
  followedBy(id: string, limit: number): Promise<string[]> {
    return this.follows.followedIds(id, limit)
  }

  /** Makes the profile of somebody who registers; a second call with the same id finds the first one's. */
  async create(newcomer: NewProfile): Promise<Profile> {
    assertUsernameAllowed(newcomer.username)
    assertNameAllowed(newcomer.name)
    return this.transactions.run(async (tx) => {
      const existing = await this.profiles.lock(tx, newcomer.id)
      if (existing) return existing
      await this.claim(tx, newcomer.username, newcomer.id)
      await this.profiles.insert(tx, newcomer)
      const made = await this.profiles.lock(tx, newcomer.id)
      if (!made) throw new Error(`profile ${newcomer.id} is gone in the transaction that made it`)
      return made
    })
  }

  async change(id: string, change: ProfileChange, caller: Caller): Promise<ProfileView> {
    assertOwn(id, caller.id)
    if (change.username !== undefined) assertUsernameAllowed(change.username)
    if (change.name !== undefined) assertNameAllowed(change.name)
    const profile = await this.transactions.run(async (tx) => {
      const before = await this.profiles.lock(tx, id)
      if (!before) throw Refusal.notFound('user')
      const fields = merge(before, change)
      if (isDeepStrictEqual(fields, fieldsOf(before))) return before
      if (fields.username !== before.username) await this.rename(tx, before, fields.username)
      const after = await this.profiles.change(tx, id, fields)
      await this.news.changed(tx, after)
      return after
    })
    return toView(profile)
  }

  /** Deletes the profile; the other modules remove what is theirs when they hear of it. */
  async remove(id: string, caller: Caller): Promise<void> {
    assertOwn(id, caller.id)
    await this.transactions.run(async (tx) => {
      const profile = await this.profiles.lock(tx, id)
      if (!profile) throw Refusal.notFound('user')
      await this.follows.removeAllOf(tx, id)
      await this.profiles.remove(tx, id)
      await this.usernames.release(tx, skeletonOf(profile.username))
      await this.outbox.add(tx, UserDeleted, { userId: id })
    })
  }

  private async find(idOrUsername: string): Promise<Profile | undefined> {
    if (Id.safeParse(idOrUsername).success) return this.profiles.find(idOrUsername)
    return isUsername(idOrUsername) ? this.profiles.findByUsername(idOrUsername) : undefined
  }

  private async rename(tx: Tx<UserDB>, before: Profile, username: string): Promise<void> {
    await this.claim(tx, username, before.id)
    const old = skeletonOf(before.username)
    if (old !== skeletonOf(username)) await this.usernames.release(tx, old)
  }

  private async claim(tx: Tx<UserDB>, username: string, ownerId: string): Promise<void> {
    if (!(await this.usernames.claim(tx, skeletonOf(username), ownerId))) throw usernameTaken()
  }
}

const fieldsOf = ({ username, name, bio, links, locale }: Profile): ProfileFields => ({
  username,
  name,
  bio,
  links,
  locale,
})

const merge = (profile: Profile, change: ProfileChange): ProfileFields => ({
  username: change.username ?? profile.username,
  name: change.name ?? profile.name,
  bio: { en: change.bio?.en ?? profile.bio.en, ru: change.bio?.ru ?? profile.bio.ru },
  links: change.links ?? profile.links,
  locale: change.locale ?? profile.locale,
})
