import { Module } from '@nestjs/common'
import { ConversationsModule } from '../conversations/conversations.module.js'
import { DeliveryModule } from '../delivery/delivery.module.js'
import { MessagesModule } from '../messages/messages.module.js'
import { PeopleModule } from '../people/people.module.js'
import { RemovalsConsumer } from './removals.consumer.js'
import { RemovalsService } from './removals.service.js'

@Module({
  imports: [ConversationsModule, DeliveryModule, MessagesModule, PeopleModule],
  providers: [RemovalsConsumer, RemovalsService],
})
export class RemovalsModule {}
