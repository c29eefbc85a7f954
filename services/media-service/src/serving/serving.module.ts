import { Module } from '@nestjs/common'
import { MediaModule } from '../media/media.module.js'
import { ServingController } from './serving.controller.js'
import { ServingService } from './serving.service.js'

@Module({ imports: [MediaModule], controllers: [ServingController], providers: [ServingService] })
export class ServingModule {}
