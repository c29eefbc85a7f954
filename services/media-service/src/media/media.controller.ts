import { Controller, Delete, Get, Param, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, PageQuery, Returns, ReturnsNothing } from '@quark/service-kit'
import { MediaView, OwnMediaPage } from './media.schema.js'
import { MediaService } from './media.service.js'

/** The whole path: what is below `/media` and not below `/api` are the files. */
@Controller('api/v1/media')
export class MediaController {
  constructor(private readonly media: MediaService) {}

  @Get()
  @ApiOperation({ operationId: 'listMedia', summary: 'What you have uploaded, the newest first' })
  @Access('signed-in')
  @Returns(OwnMediaPage)
  list(@Query({ schema: PageQuery }) page: PageQuery, @Caller() caller: Caller): Promise<OwnMediaPage> {
    return this.media.listOwn(caller, page)
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readMedia', summary: 'A file that something public shows, or one of your own' })
  @Access('public')
  @Returns(MediaView)
  read(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller | undefined): Promise<MediaView> {
    return this.media.read(id, caller)
  }

  @Delete(':id')
  @ApiOperation({ operationId: 'deleteMedia', summary: 'Delete a file of yours that nothing shows' })
  @Access('signed-in')
  @ReturnsNothing()
  delete(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller): Promise<void> {
    return this.media.delete(id, caller)
  }
}
