import { Module } from '@nestjs/common'
import { AuthorsModule } from './authors/authors.module.js'
import { BlogsModule } from './blogs/blogs.module.js'
import { BookmarksModule } from './bookmarks/bookmarks.module.js'
import { CommentsModule } from './comments/comments.module.js'
import { FeedsModule } from './feeds/feeds.module.js'
import { LikesModule } from './likes/likes.module.js'
import { PostsModule } from './posts/posts.module.js'
import { RemovalsModule } from './removals/removals.module.js'

@Module({
  imports: [
    AuthorsModule,
    BlogsModule,
    PostsModule,
    CommentsModule,
    LikesModule,
    BookmarksModule,
    FeedsModule,
    RemovalsModule,
  ],
})
export class AppModule {}
