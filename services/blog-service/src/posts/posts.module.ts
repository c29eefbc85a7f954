import { Module } from '@nestjs/common'
import { AuthorsModule } from '../authors/authors.module.js'
import { BlogsModule } from '../blogs/blogs.module.js'
import { ReactionsModule } from '../reactions/reactions.module.js'
import { SearchModule } from '../search/search.module.js'
import { PicturesClient } from './pictures.client.js'
import { PicturesService } from './pictures.service.js'
import { PostAddressController } from './post-address.controller.js'
import { PostAddressesRepository } from './post-addresses.repository.js'
import { PostMediaService } from './post-media.service.js'
import { PostNewsService } from './post-news.service.js'
import { PostReadingService } from './post-reading.service.js'
import { PostViewsRepository } from './post-views.repository.js'
import { PostsController } from './posts.controller.js'
import { PostsRepository } from './posts.repository.js'
import { PostsService } from './posts.service.js'
import { PublicPostsController } from './public-posts.controller.js'
import { PublicPostsRepository } from './public-posts.repository.js'
import { PublicPostsService } from './public-posts.service.js'

@Module({
  imports: [AuthorsModule, BlogsModule, ReactionsModule, SearchModule],
  controllers: [PublicPostsController, PostsController, PostAddressController],
  providers: [
    PostsService,
    PostReadingService,
    PostNewsService,
    PostMediaService,
    PicturesService,
    PicturesClient,
    PostsRepository,
    PostViewsRepository,
    PostAddressesRepository,
    PublicPostsRepository,
    PublicPostsService,
  ],
  exports: [PostsService, PostReadingService],
})
export class PostsModule {}
