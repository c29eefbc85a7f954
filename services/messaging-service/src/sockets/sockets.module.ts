import { Module } from '@nestjs/common'
import { DeliveryModule } from '../delivery/delivery.module.js'
import { MessagesModule } from '../messages/messages.module.js'
import { PeopleModule } from '../people/people.module.js'
import { ReadsModule } from '../reads/reads.module.js'
import { CatchUp } from './catch-up.js'
import { Conversing } from './conversing.js'
import { Heartbeat } from './heartbeat.js'
import { Origins } from './origins.js'
import { SocketGate } from './socket-gate.js'
import { SocketsController } from './sockets.controller.js'
import { TicketsRepository } from './tickets.repository.js'
import { TicketsService } from './tickets.service.js'

@Module({
  imports: [DeliveryModule, MessagesModule, PeopleModule, ReadsModule],
  controllers: [SocketsController],
  providers: [SocketGate, Conversing, CatchUp, Heartbeat, Origins, TicketsService, TicketsRepository],
})
export class SocketsModule {}
