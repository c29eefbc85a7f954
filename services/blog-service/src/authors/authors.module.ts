import { Module } from '@nestjs/common'
import { AuthorsClient } from './authors.client.js'
import { AuthorsConsumer } from './authors.consumer.js'
import { AuthorsRepository } from './authors.repository.js'
import { AuthorsService } from './authors.service.js'

@Module({
  providers: [AuthorsConsumer, AuthorsService, AuthorsRepository, AuthorsClient],
  exports: [AuthorsService],
})
export class AuthorsModule {}
