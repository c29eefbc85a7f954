import { Module } from '@nestjs/common'
import { ConversationsModule } from '../conversations/conversations.module.js'
import { DeliveryModule } from '../delivery/delivery.module.js'
import { MediaClient } from './media.client.js'
import { MessagesController } from './messages.controller.js'
import { MessagesRepository } from './messages.repository.js'
import { MessagesService } from './messages.service.js'
import { SendingRepository } from './sending.repository.js'
import { SendingService } from './sending.service.js'

@Module({
  imports: [ConversationsModule, DeliveryModule],
  controllers: [MessagesController],
  providers: [MessagesService, SendingService, MessagesRepository, SendingRepository, MediaClient],
  exports: [SendingService, MessagesRepository],
})
export class MessagesModule {}
