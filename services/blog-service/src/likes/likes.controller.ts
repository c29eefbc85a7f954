import { Controller, Delete, Get, Param, Put } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, Returns } from '@quark/service-kit'
import { LikeState } from './likes.schema.js'
import { LikesService } from './likes.service.js'

@Controller('posts/:id/like')
export class LikesController {
  constructor(private readonly likes: LikesService) {}

  @Get()
  @ApiOperation({ operationId: 'readLikes', summary: 'How many like a post, and whether you do' })
  @Access('public')
  @Returns(LikeState)
  state(@Param('id', { schema: Id }) postId: string, @Caller() caller: Caller | undefined): Promise<LikeState> {
    return this.likes.state(postId, caller)
  }

  @Put()
  @ApiOperation({ operationId: 'likePost', summary: 'Like a post; the same when you do already' })
  @Access('signed-in')
  @Returns(LikeState)
  like(@Param('id', { schema: Id }) postId: string, @Caller() caller: Caller): Promise<LikeState> {
    return this.likes.like(caller, postId)
  }

  @Delete()
  @ApiOperation({ operationId: 'unlikePost', summary: 'Take a like back; the same when there is none' })
  @Access('signed-in')
  @Returns(LikeState)
  unlike(@Param('id', { schema: Id }) postId: string, @Caller() caller: Caller): Promise<LikeState> {
    return this.likes.unlike(caller, postId)
  }
}
