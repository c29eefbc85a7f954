import { Module } from '@nestjs/common'
import { BlocksRepository } from '../blocks/blocks.repository.js'
import { DeliveryModule } from '../delivery/delivery.module.js'
import { PeopleModule } from '../people/people.module.js'
import { ConversationsController } from './conversations.controller.js'
import { ConversationsRepository } from './conversations.repository.js'
import { ConversationsService } from './conversations.service.js'
import { MembersController } from './members.controller.js'
import { MembersService } from './members.service.js'
import { ReadingService } from './reading.service.js'
import { ViewsRepository } from './views.repository.js'

@Module({
  imports: [DeliveryModule, PeopleModule],
  controllers: [ConversationsController, MembersController],
  providers: [
    ConversationsService,
    MembersService,
    ReadingService,
    ConversationsRepository,
    ViewsRepository,
    BlocksRepository,
  ],
  exports: [ConversationsService, MembersService, ConversationsRepository, BlocksRepository],
})
export class ConversationsModule {}
