import { Module } from '@nestjs/common'
import { ProfilesModule } from '../profiles/profiles.module.js'
import { AvatarsClient } from './avatars.client.js'
import { AvatarsConsumer } from './avatars.consumer.js'
import { AvatarsController } from './avatars.controller.js'
import { AvatarsService } from './avatars.service.js'

@Module({
  imports: [ProfilesModule],
  controllers: [AvatarsController],
  providers: [AvatarsService, AvatarsClient, AvatarsConsumer],
})
export class AvatarsModule {}
