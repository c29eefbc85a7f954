import { Module } from '@nestjs/common'
import { WebConfig } from '../config.js'
import { BrowserSessions } from './browser-sessions.js'
import { SessionsConsumer } from './sessions.consumer.js'
import { SessionsRepository } from './sessions.repository.js'
import { SessionsService } from './sessions.service.js'

const browserSessions = {
  provide: BrowserSessions,
  inject: [SessionsService, WebConfig],
  useFactory: (store: SessionsService, { SESSION_SECRET }: WebConfig) => new BrowserSessions(store, SESSION_SECRET),
}

@Module({
  providers: [SessionsRepository, SessionsService, SessionsConsumer, browserSessions],
  exports: [BrowserSessions],
})
export class SessionsModule {}
