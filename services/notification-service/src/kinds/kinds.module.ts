import { Module } from '@nestjs/common'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { PeopleModule } from '../people/people.module.js'
import { PostsModule } from '../posts/posts.module.js'
import { CommentsConsumer } from './comments.consumer.js'
import { FollowersConsumer } from './followers.consumer.js'
import { LikesConsumer } from './likes.consumer.js'
import { MessagesConsumer } from './messages.consumer.js'
import { NewPostsConsumer } from './new-posts.consumer.js'
import { NewPostsService } from './new-posts.service.js'

/** One consumer a kind. */
@Module({
  imports: [NotificationsModule, PeopleModule, PostsModule],
  providers: [CommentsConsumer, FollowersConsumer, LikesConsumer, MessagesConsumer, NewPostsConsumer, NewPostsService],
})
export class KindsModule {}
