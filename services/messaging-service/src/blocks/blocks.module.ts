import { Module } from '@nestjs/common'
import { ConversationsModule } from '../conversations/conversations.module.js'
import { DeliveryModule } from '../delivery/delivery.module.js'
import { PeopleModule } from '../people/people.module.js'
import { BlocksController } from './blocks.controller.js'
import { BlocksService } from './blocks.service.js'

@Module({
  imports: [ConversationsModule, DeliveryModule, PeopleModule],
  controllers: [BlocksController],
  providers: [BlocksService],
})
export class BlocksModule {}
