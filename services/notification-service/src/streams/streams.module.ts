import { Module } from '@nestjs/common'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { WakesModule } from '../wakes/wakes.module.js'
import { SessionsConsumer } from './sessions.consumer.js'
import { StreamsController } from './streams.controller.js'
import { StreamsService } from './streams.service.js'

@Module({
  imports: [NotificationsModule, WakesModule],
  controllers: [StreamsController],
  providers: [StreamsService, SessionsConsumer],
})
export class StreamsModule {}
