import { Controller, Delete, Param } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, ReturnsNothing } from '@quark/service-kit'
import { AddressPart } from '../blogs/blogs.schema.js'
import { RemovalsService } from './removals.service.js'

@Controller('blogs')
export class RemovalsController {
  constructor(private readonly removals: RemovalsService) {}

  @Delete(':slug')
  @ApiOperation({ operationId: 'deleteBlog', summary: 'Delete a blog with its posts and their comments' })
  @Access('signed-in')
  @ReturnsNothing()
  deleteBlog(@Param('slug', { schema: AddressPart }) slug: string, @Caller() caller: Caller): Promise<void> {
    return this.removals.deleteBlog(caller, slug)
  }
}
