import { Module } from '@nestjs/common'
import { AuthorsModule } from '../authors/authors.module.js'
import { PostsModule } from '../posts/posts.module.js'
import { ReactionsModule } from '../reactions/reactions.module.js'
import { LikesController } from './likes.controller.js'
import { LikesRepository } from './likes.repository.js'
import { LikesService } from './likes.service.js'

@Module({
  imports: [AuthorsModule, PostsModule, ReactionsModule],
  controllers: [LikesController],
  providers: [LikesService, LikesRepository],
  exports: [LikesService],
})
export class LikesModule {}
