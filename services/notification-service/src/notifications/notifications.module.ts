import { Module } from '@nestjs/common'
import { PeopleModule } from '../people/people.module.js'
import { PostsModule } from '../posts/posts.module.js'
import { PreferencesModule } from '../preferences/preferences.module.js'
import { WakesModule } from '../wakes/wakes.module.js'
import { NotificationsController } from './notifications.controller.js'
import { NotificationsRepository } from './notifications.repository.js'
import { NotificationsRpc } from './notifications.rpc.js'
import { NotificationsService } from './notifications.service.js'
import { ReadingRepository } from './reading.repository.js'

@Module({
  imports: [PeopleModule, PostsModule, PreferencesModule, WakesModule],
  controllers: [NotificationsController],
  providers: [NotificationsService, NotificationsRepository, ReadingRepository, NotificationsRpc],
  exports: [NotificationsService, NotificationsRepository, ReadingRepository],
})
export class NotificationsModule {}
