import { Module } from '@nestjs/common'
import { ImagesModule } from './images/images.module.js'
import { MediaModule } from './media/media.module.js'
import { RemovalsModule } from './removals/removals.module.js'
import { ServingModule } from './serving/serving.module.js'
import { UploadsModule } from './uploads/uploads.module.js'
import { UsesModule } from './uses/uses.module.js'

@Module({ imports: [UploadsModule, MediaModule, ImagesModule, UsesModule, RemovalsModule, ServingModule] })
export class AppModule {}
