import { Module } from '@nestjs/common'
import { PostCountsRepository } from './post-counts.repository.js'
import { ReactionsRepository } from './reactions.repository.js'

@Module({
  providers: [ReactionsRepository, PostCountsRepository],
  exports: [ReactionsRepository, PostCountsRepository],
})
export class ReactionsModule {}
