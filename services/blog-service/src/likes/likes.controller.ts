import { Controller, Delete, Get, Param, Put, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, PageQuery, Returns } from '@quark/service-kit'
import { LikePage, LikeState } from './likes.schema.js'
import { LikesService } from './likes.service.js'

@Controller('posts/:id')
export class LikesController {
  constructor(private readonly likes: LikesService) {}

  @Get('like')
  @ApiOperation({ operationId: 'readLikes', summary: 'How many like a post, and whether you do' })
  @Access('public')
  @Returns(LikeState)
  state(@Param('id', { schema: Id }) postId: string, @Caller() caller: Caller | undefined): Promise<LikeState> {
    return this.likes.state(postId, caller)
  }

  @Put('like')
  @ApiOperation({ operationId: 'likePost', summary: 'Like a post; the same when you do already' })
  @Access('signed-in')
  @Returns(LikeState)
  like(@Param('id', { schema: Id }) postId: string, @Caller() caller: Caller): Promise<LikeState> {
    return this.likes.like(caller, postId)
  }

  @Delete('like')
  @ApiOperation({ operationId: 'unlikePost', summary: 'Take a like back; the same when there is none' })
  @Access('signed-in')
  @Returns(LikeState)
  unlike(@Param('id', { schema: Id }) postId: string, @Caller() caller: Caller): Promise<LikeState> {
    return this.likes.unlike(caller, postId)
  }

  @Get('likes')
  @ApiOperation({ operationId: 'listLikes', summary: 'Who likes a post, the last one first' })
  @Access('public')
  @Returns(LikePage)
  list(
    @Param('id', { schema: Id }) postId: string,
    @Query({ schema: PageQuery }) page: PageQuery,
    @Caller() caller: Caller | undefined,
  ): Promise<LikePage> {
    return this.likes.list(postId, page, caller)
  }
}
