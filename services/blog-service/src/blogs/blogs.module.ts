import { Module } from '@nestjs/common'
import { AuthorsModule } from '../authors/authors.module.js'
import { BlogsController } from './blogs.controller.js'
import { BlogsRepository } from './blogs.repository.js'
import { BlogsService } from './blogs.service.js'

@Module({
  imports: [AuthorsModule],
  controllers: [BlogsController],
  providers: [BlogsService, BlogsRepository],
  exports: [BlogsService],
})
export class BlogsModule {}
