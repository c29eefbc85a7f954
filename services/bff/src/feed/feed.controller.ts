import { Controller, Get, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Returns } from '@quark/service-kit'
import { FeedPage, FeedQuery } from './feed.schema.js'
import { FeedService } from './feed.service.js'

@Controller('feed')
export class FeedController {
  constructor(private readonly feed: FeedService) {}

  @Get()
  @ApiOperation({
    operationId: 'readFeed',
    summary: 'Posts to read: for you, of people you follow, the newest, by tag',
  })
  @Access('public')
  @Returns(FeedPage)
  read(@Query({ schema: FeedQuery }) query: FeedQuery, @Caller() caller: Caller | undefined): Promise<FeedPage> {
    return this.feed.read(query, caller)
  }
}
