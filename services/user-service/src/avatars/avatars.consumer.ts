import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { MediaDeleted } from '@quark/contracts/events/media'
import { OnEvent, type Tx } from '@quark/service-kit'
import { AvatarsService } from './avatars.service.js'

@Injectable()
export class AvatarsConsumer {
  constructor(private readonly avatars: AvatarsService) {}

  @OnEvent(MediaDeleted)
  forget(tx: Tx, { mediaId }: DataOf<typeof MediaDeleted>): Promise<void> {
    return this.avatars.forget(tx, mediaId)
  }
}
