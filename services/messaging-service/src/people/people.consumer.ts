import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { UserCreated } from '@quark/contracts/events/auth'
import { UserUpdated } from '@quark/contracts/events/user'
import { OnEvent, type Tx } from '@quark/service-kit'
import { PeopleService } from './people.service.js'

/** Keeps the copy of who people are. */
@Injectable()
export class PeopleConsumer {
  constructor(private readonly people: PeopleService) {}

  /** Knows less than any update, which may have come before it: revision 0. */
  @OnEvent(UserCreated, { rebuilds: true })
  meet(tx: Tx, { userId, username, name }: DataOf<typeof UserCreated>): Promise<void> {
    return this.people.learn(tx, { id: userId, username, name, revision: 0 })
  }

  @OnEvent(UserUpdated, { rebuilds: true })
  follow(tx: Tx, { userId, username, name, revision }: DataOf<typeof UserUpdated>): Promise<void> {
    return this.people.learn(tx, { id: userId, username, name, revision })
  }
}
