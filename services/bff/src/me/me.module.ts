import { Module } from '@nestjs/common'
import { PartsModule } from '../parts/parts.module.js'
import { PeopleModule } from '../people/people.module.js'
import { PostsModule } from '../posts/posts.module.js'
import { MeController } from './me.controller.js'
import { MeService } from './me.service.js'
import { UnreadClient } from './unread.client.js'

@Module({
  imports: [PartsModule, PeopleModule, PostsModule],
  controllers: [MeController],
  providers: [MeService, UnreadClient],
})
export class MeModule {}
