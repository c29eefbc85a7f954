import { Module } from '@nestjs/common'
import { MediaModule } from '../media/media.module.js'
import { RemovalsModule } from '../removals/removals.module.js'
import { ImageJobsRepository } from './image-jobs.repository.js'
import { ImageJobsService } from './image-jobs.service.js'
import { ImageProcesses } from './image-processes.js'
import { ImageRunner } from './image-runner.js'
import { ImagesService } from './images.service.js'

@Module({
  imports: [MediaModule, RemovalsModule],
  providers: [ImagesService, ImageProcesses, ImageJobsService, ImageJobsRepository, ImageRunner],
  exports: [ImagesService, ImageJobsRepository, ImageRunner],
})
export class ImagesModule {}
