import { Module } from '@nestjs/common'
import { AuthorsModule } from '../authors/authors.module.js'
import { PostsModule } from '../posts/posts.module.js'
import { CommentsController } from './comments.controller.js'
import { CommentsRepository } from './comments.repository.js'
import { CommentsService } from './comments.service.js'

@Module({
  imports: [AuthorsModule, PostsModule],
  controllers: [CommentsController],
  providers: [CommentsService, CommentsRepository],
  exports: [CommentsService],
})
export class CommentsModule {}
