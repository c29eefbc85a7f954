import { Module } from '@nestjs/common'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { PeopleModule } from '../people/people.module.js'
import { PreferencesModule } from '../preferences/preferences.module.js'
import { WakesModule } from '../wakes/wakes.module.js'
import { RemovalsConsumer } from './removals.consumer.js'
import { RemovalsService } from './removals.service.js'

@Module({
  imports: [NotificationsModule, PeopleModule, PreferencesModule, WakesModule],
  providers: [RemovalsConsumer, RemovalsService],
})
export class RemovalsModule {}
