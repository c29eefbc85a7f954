import { Module } from '@nestjs/common'
import { AuthorsModule } from '../authors/authors.module.js'
import { PostsModule } from '../posts/posts.module.js'
import { ReactionsModule } from '../reactions/reactions.module.js'
import { CommentReadingService } from './comment-reading.service.js'
import { CommentViewsRepository } from './comment-views.repository.js'
import { CommentsController } from './comments.controller.js'
import { CommentsRepository } from './comments.repository.js'
import { CommentsService } from './comments.service.js'

@Module({
  imports: [AuthorsModule, PostsModule, ReactionsModule],
  controllers: [CommentsController],
  providers: [CommentsService, CommentReadingService, CommentsRepository, CommentViewsRepository],
  exports: [CommentsService],
})
export class CommentsModule {}
