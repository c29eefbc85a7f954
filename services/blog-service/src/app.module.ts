import { Module } from '@nestjs/common'
import { BlogsModule } from './blogs/blogs.module.js'
import { PostsModule } from './posts/posts.module.js'

@Module({ imports: [BlogsModule, PostsModule] })
export class AppModule {}
