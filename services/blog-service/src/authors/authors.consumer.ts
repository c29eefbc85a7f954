import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { UserCreated } from '@quark/contracts/events/auth'
import { UserUpdated } from '@quark/contracts/events/user'
import { OnEvent, type Tx } from '@quark/service-kit'
import { AuthorsService } from './authors.service.js'

/** Keeps the copy of who people are. */
@Injectable()
export class AuthorsConsumer {
  constructor(private readonly authors: AuthorsService) {}

  /** Knows less than any update, which may have come before it: revision 0. */
  @OnEvent(UserCreated, { rebuilds: true })
  meet(tx: Tx, { userId, username, name }: DataOf<typeof UserCreated>): Promise<void> {
    return this.authors.learn(tx, { id: userId, username, name, revision: 0, avatarUrl: null })
  }

  @OnEvent(UserUpdated, { rebuilds: true })
  follow(tx: Tx, { userId, username, name, revision, avatarUrl = null }: DataOf<typeof UserUpdated>): Promise<void> {
    return this.authors.learn(tx, { id: userId, username, name, revision, avatarUrl })
  }
}
