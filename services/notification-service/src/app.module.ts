import { Module } from '@nestjs/common'
import { KindsModule } from './kinds/kinds.module.js'
import { PreferencesModule } from './preferences/preferences.module.js'
import { RemovalsModule } from './removals/removals.module.js'
import { RetentionModule } from './retention/retention.module.js'
import { StreamsModule } from './streams/streams.module.js'

@Module({ imports: [KindsModule, PreferencesModule, RemovalsModule, RetentionModule, StreamsModule] })
export class AppModule {}
