import { Module } from '@nestjs/common'
import { PeopleModule } from '../people/people.module.js'
import { Presence } from '../presence/presence.js'
import { Delivery } from './delivery.js'
import { LogRepository } from './log.repository.js'
import { News } from './news.js'
import { PeopleHere } from './people-here.js'
import { Rooms } from './rooms.js'
import { Slices } from './slices.js'

/** What sockets are told, and how the replicas tell each other. */
@Module({
  imports: [PeopleModule],
  providers: [Delivery, News, Rooms, Slices, PeopleHere, Presence, LogRepository],
  exports: [Delivery, News, Rooms, Slices, PeopleHere, Presence, LogRepository],
})
export class DeliveryModule {}
