import { Module } from '@nestjs/common'
import { PartsModule } from '../parts/parts.module.js'
import { PeopleModule } from '../people/people.module.js'
import { PostsModule } from '../posts/posts.module.js'
import { FeedController } from './feed.controller.js'
import { FeedService } from './feed.service.js'
import { ForYouService } from './for-you.service.js'

@Module({
  imports: [PartsModule, PeopleModule, PostsModule],
  controllers: [FeedController],
  providers: [FeedService, ForYouService],
})
export class FeedModule {}
