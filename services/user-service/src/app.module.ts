import { Module } from '@nestjs/common'
import { FollowsModule } from './follows/follows.module.js'
import { ProfilesModule } from './profiles/profiles.module.js'

@Module({ imports: [ProfilesModule, FollowsModule] })
export class AppModule {}
