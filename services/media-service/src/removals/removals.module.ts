import { Module } from '@nestjs/common'
import { MediaRepository } from '../media/media.repository.js'
import { UsesModule } from '../uses/uses.module.js'
import { Collection } from './collection.js'
import { RemovalsConsumer } from './removals.consumer.js'
import { RemovalsRepository } from './removals.repository.js'
import { RemovalsService } from './removals.service.js'

@Module({
  imports: [UsesModule],
  providers: [RemovalsService, RemovalsConsumer, RemovalsRepository, MediaRepository, Collection],
  exports: [RemovalsService, RemovalsRepository, MediaRepository],
})
export class RemovalsModule {}
