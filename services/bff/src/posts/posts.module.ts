import { Module } from '@nestjs/common'
import { PostsClient } from './posts.client.js'
import { PostsService } from './posts.service.js'

@Module({ providers: [PostsService, PostsClient], exports: [PostsService] })
export class PostsModule {}
