import { Module } from '@nestjs/common'
import { FeedModule } from './feed/feed.module.js'
import { MeModule } from './me/me.module.js'
import { PurgesModule } from './purges/purges.module.js'

@Module({ imports: [FeedModule, MeModule, PurgesModule] })
export class AppModule {}
