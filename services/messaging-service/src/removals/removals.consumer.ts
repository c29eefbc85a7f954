import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { UserDeleted } from '@quark/contracts/events/user'
import { OnEvent, type Tx } from '@quark/service-kit'
import { RemovalsService } from './removals.service.js'

@Injectable()
export class RemovalsConsumer {
  constructor(private readonly removals: RemovalsService) {}

  @OnEvent(UserDeleted)
  remove(tx: Tx, { userId }: DataOf<typeof UserDeleted>): Promise<void> {
    return this.removals.removePerson(tx, userId)
  }
}
