import { Module } from '@nestjs/common'
import { UsesConsumer } from './uses.consumer.js'
import { UsesRepository } from './uses.repository.js'
import { UsesService } from './uses.service.js'

@Module({ providers: [UsesService, UsesConsumer, UsesRepository], exports: [UsesRepository] })
export class UsesModule {}
