import { Module } from '@nestjs/common'
import { AuthorsModule } from '../authors/authors.module.js'
import { BlogsModule } from '../blogs/blogs.module.js'
import { BookmarksModule } from '../bookmarks/bookmarks.module.js'
import { CommentsModule } from '../comments/comments.module.js'
import { LikesModule } from '../likes/likes.module.js'
import { PostsModule } from '../posts/posts.module.js'
import { RemovalsConsumer } from './removals.consumer.js'
import { RemovalsController } from './removals.controller.js'
import { RemovalsService } from './removals.service.js'

@Module({
  imports: [AuthorsModule, BlogsModule, BookmarksModule, CommentsModule, LikesModule, PostsModule],
  controllers: [RemovalsController],
  providers: [RemovalsService, RemovalsConsumer],
})
export class RemovalsModule {}
