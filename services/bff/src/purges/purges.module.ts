import { Module } from '@nestjs/common'
import { PeopleModule } from '../people/people.module.js'
import { PostsModule } from '../posts/posts.module.js'
import { PurgesConsumer } from './purges.consumer.js'

@Module({ imports: [PeopleModule, PostsModule], providers: [PurgesConsumer] })
export class PurgesModule {}
