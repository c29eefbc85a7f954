import { Module } from '@nestjs/common'
import { RemovalsModule } from '../removals/removals.module.js'
import { MediaController } from './media.controller.js'
import { MediaRpc } from './media.rpc.js'
import { MediaService } from './media.service.js'

@Module({
  imports: [RemovalsModule],
  controllers: [MediaController],
  providers: [MediaService, MediaRpc],
  exports: [RemovalsModule, MediaService],
})
export class MediaModule {}
