import { Module } from '@nestjs/common'
import { AvatarsModule } from './avatars/avatars.module.js'
import { FollowsModule } from './follows/follows.module.js'
import { ProfilesModule } from './profiles/profiles.module.js'

@Module({ imports: [ProfilesModule, AvatarsModule, FollowsModule] })
export class AppModule {}
