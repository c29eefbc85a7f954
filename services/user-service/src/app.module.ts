import { Module } from '@nestjs/common'
import { ProfilesModule } from './profiles/profiles.module.js'

@Module({ imports: [ProfilesModule] })
export class AppModule {}
