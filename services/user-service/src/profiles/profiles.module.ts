import { Module } from '@nestjs/common'
import { FollowsRepository } from '../follows/follows.repository.js'
import { UsernamesRepository } from '../usernames/usernames.repository.js'
import { ProfileNewsService } from './profile-news.service.js'
import { ProfilesController } from './profiles.controller.js'
import { ProfilesRepository } from './profiles.repository.js'
import { ProfilesRpc } from './profiles.rpc.js'
import { ProfilesService } from './profiles.service.js'

@Module({
  controllers: [ProfilesController],
  providers: [
    ProfilesService,
    ProfileNewsService,
    ProfilesRepository,
    ProfilesRpc,
    UsernamesRepository,
    FollowsRepository,
  ],
  exports: [ProfilesRepository, ProfileNewsService, FollowsRepository],
})
export class ProfilesModule {}
