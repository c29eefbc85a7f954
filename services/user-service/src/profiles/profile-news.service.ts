import { Injectable } from '@nestjs/common'
import { UserUpdated } from '@quark/contracts/events/user'
import { Outbox, type Tx } from '@quark/service-kit'
import type { UserDB } from '../db/schema.js'
import type { Profile } from './profile.js'

/** Tells the other modules who a person is now. */
@Injectable()
export class ProfileNewsService {
  constructor(private readonly outbox: Outbox) {}

  async changed(tx: Tx<UserDB>, { id, username, name, locale, revision, avatar }: Profile): Promise<void> {
    const avatarUrl = avatar?.url ?? null
    await this.outbox.add(tx, UserUpdated, { userId: id, username, name, locale, revision, avatarUrl })
  }
}
