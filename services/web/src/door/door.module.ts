import { Module } from '@nestjs/common'
import { HandOver, HOST, type Host } from '@quark/service-kit'
import { SessionsModule } from '../sessions/sessions.module.js'
import { SiteAddress } from '../site-address.js'
import { RefreshClient } from './refresh.client.js'
import { SessionDoor } from './session-door.js'

/** The gateway answers for modules that do not, after 30 s; this is for a gateway that does not. */
const TIMEOUT_MS = 35_000

const handOver = {
  provide: HandOver,
  inject: [HOST],
  useFactory: ({ peers, internalKey }: Host) => new HandOver({ peers, internalKey, timeoutMs: TIMEOUT_MS }),
}

@Module({
  imports: [SessionsModule],
  providers: [SessionDoor, RefreshClient, SiteAddress, handOver],
  exports: [SessionDoor, SiteAddress],
})
export class DoorModule {}
