import { Module } from '@nestjs/common'
import { PostsConsumer } from './posts.consumer.js'
import { PostsRepository } from './posts.repository.js'
import { PostsService } from './posts.service.js'

@Module({ providers: [PostsConsumer, PostsService, PostsRepository], exports: [PostsService] })
export class PostsModule {}
