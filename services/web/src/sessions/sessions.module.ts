import { Module } from '@nestjs/common'
import { SessionsConsumer } from './sessions.consumer.js'
import { SessionsRepository } from './sessions.repository.js'
import { SessionsService } from './sessions.service.js'

@Module({ providers: [SessionsRepository, SessionsService, SessionsConsumer] })
export class SessionsModule {}
