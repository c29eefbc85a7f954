import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { UserDeleted, UserUpdated } from '@quark/contracts/events/user'
import { OnEvent, type Tx } from '@quark/service-kit'
import { AccountsService } from './accounts.service.js'

@Injectable()
export class AccountsConsumer {
  constructor(private readonly accounts: AccountsService) {}

  @OnEvent(UserUpdated, { rebuilds: true })
  follow(tx: Tx, profile: DataOf<typeof UserUpdated>): Promise<void> {
    return this.accounts.follow(tx, profile)
  }

  @OnEvent(UserDeleted)
  remove(tx: Tx, { userId }: DataOf<typeof UserDeleted>): Promise<void> {
    return this.accounts.remove(tx, userId)
  }
}
