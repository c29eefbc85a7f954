import { Module } from '@nestjs/common'
import { ProfilesModule } from '../profiles/profiles.module.js'
import { FollowsController } from './follows.controller.js'
import { FollowsService } from './follows.service.js'

@Module({
  imports: [ProfilesModule],
  controllers: [FollowsController],
  providers: [FollowsService],
})
export class FollowsModule {}
