import { Controller, Delete, Get, Param, Put, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, PageQuery, Returns, ReturnsNothing } from '@quark/service-kit'
import { BlockPage } from './blocks.schema.js'
import { BlocksService } from './blocks.service.js'

@Controller('blocks')
export class BlocksController {
  constructor(private readonly blocks: BlocksService) {}

  @Get()
  @ApiOperation({ operationId: 'listBlocks', summary: 'Whom you have blocked, the newest first' })
  @Access('signed-in')
  @Returns(BlockPage)
  list(@Query({ schema: PageQuery }) page: PageQuery, @Caller() caller: Caller): Promise<BlockPage> {
    return this.blocks.list(caller, page)
  }

  @Put(':userId')
  @ApiOperation({ operationId: 'blockUser', summary: 'Hear no more of a person; the same when it is so already' })
  @Access('signed-in')
  @ReturnsNothing()
  block(@Param('userId', { schema: Id }) userId: string, @Caller() caller: Caller): Promise<void> {
    return this.blocks.block(caller, userId)
  }

  @Delete(':userId')
  @ApiOperation({ operationId: 'unblockUser', summary: 'Let a person write to you again; the same when they may' })
  @Access('signed-in')
  @ReturnsNothing()
  unblock(@Param('userId', { schema: Id }) userId: string, @Caller() caller: Caller): Promise<void> {
    return this.blocks.unblock(caller, userId)
  }
}
