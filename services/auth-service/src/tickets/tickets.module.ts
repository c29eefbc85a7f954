import { Module } from '@nestjs/common'
import { KeysModule } from '../keys/keys.module.js'
import { SessionsModule } from '../sessions/sessions.module.js'
import { TicketsController } from './tickets.controller.js'
import { TicketsService } from './tickets.service.js'

@Module({ imports: [KeysModule, SessionsModule], controllers: [TicketsController], providers: [TicketsService] })
export class TicketsModule {}
