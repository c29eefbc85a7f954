import { Module } from '@nestjs/common'
import { BlocksModule } from './blocks/blocks.module.js'
import { ConversationsModule } from './conversations/conversations.module.js'
import { MessagesModule } from './messages/messages.module.js'
import { PeopleModule } from './people/people.module.js'
import { ReadsModule } from './reads/reads.module.js'
import { RemovalsModule } from './removals/removals.module.js'
import { SessionsModule } from './sessions/sessions.module.js'
import { SocketsModule } from './sockets/sockets.module.js'

@Module({
  imports: [
    PeopleModule,
    ConversationsModule,
    MessagesModule,
    ReadsModule,
    BlocksModule,
    SessionsModule,
    RemovalsModule,
    SocketsModule,
  ],
})
export class AppModule {}
