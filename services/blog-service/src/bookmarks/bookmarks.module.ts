import { Module } from '@nestjs/common'
import { AuthorsModule } from '../authors/authors.module.js'
import { PostsModule } from '../posts/posts.module.js'
import { BookmarksController } from './bookmarks.controller.js'
import { BookmarksRepository } from './bookmarks.repository.js'
import { BookmarksService } from './bookmarks.service.js'

@Module({
  imports: [AuthorsModule, PostsModule],
  controllers: [BookmarksController],
  providers: [BookmarksService, BookmarksRepository],
  exports: [BookmarksService],
})
export class BookmarksModule {}
