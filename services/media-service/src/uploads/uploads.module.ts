import { Module } from '@nestjs/common'
import { ImagesModule } from '../images/images.module.js'
import { MediaModule } from '../media/media.module.js'
import { RemovalsModule } from '../removals/removals.module.js'
import { UploadsController } from './uploads.controller.js'
import { UploadsService } from './uploads.service.js'

@Module({
  imports: [ImagesModule, MediaModule, RemovalsModule],
  controllers: [UploadsController],
  providers: [UploadsService],
})
export class UploadsModule {}
