import { Module } from '@nestjs/common'
import { DeliveryModule } from '../delivery/delivery.module.js'
import { SessionsConsumer } from './sessions.consumer.js'
import { SessionsRepository } from './sessions.repository.js'
import { SessionsService } from './sessions.service.js'

@Module({ imports: [DeliveryModule], providers: [SessionsConsumer, SessionsService, SessionsRepository] })
export class SessionsModule {}
