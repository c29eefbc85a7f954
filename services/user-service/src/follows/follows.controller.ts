import { Controller, Delete, Get, Param, Put, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, PageQuery, Returns, ReturnsNothing } from '@quark/service-kit'
import { FollowPage, FollowState } from './follows.schema.js'
import { FollowsService } from './follows.service.js'

@Controller('user/:id')
export class FollowsController {
  constructor(private readonly follows: FollowsService) {}

  @Put('follow')
  @ApiOperation({ operationId: 'followUser', summary: 'Follow a person; the same when you do already' })
  @Access('signed-in')
  @ReturnsNothing()
  follow(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller): Promise<void> {
    return this.follows.follow(caller, id)
  }

  @Delete('follow')
  @ApiOperation({ operationId: 'unfollowUser', summary: 'No longer follow a person; the same when you do not' })
  @Access('signed-in')
  @ReturnsNothing()
  unfollow(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller): Promise<void> {
    return this.follows.unfollow(caller, id)
  }

  @Get('follow')
  @ApiOperation({ operationId: 'readFollow', summary: 'Whether you follow a person, and whether they follow you' })
  @Access('signed-in')
  @Returns(FollowState)
  state(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller): Promise<FollowState> {
    return this.follows.state(caller, id)
  }

  @Get('followers')
  @ApiOperation({ operationId: 'listFollowers', summary: 'Who follows a person, the newest first' })
  @Access('public')
  @Returns(FollowPage)
  followers(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: PageQuery }) page: PageQuery,
    @Caller() caller: Caller | undefined,
  ): Promise<FollowPage> {
    return this.follows.followers(id, page, caller)
  }

  @Get('following')
  @ApiOperation({ operationId: 'listFollowing', summary: 'Whom a person follows, the newest first' })
  @Access('public')
  @Returns(FollowPage)
  following(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: PageQuery }) page: PageQuery,
    @Caller() caller: Caller | undefined,
  ): Promise<FollowPage> {
    return this.follows.following(id, page, caller)
  }
}
