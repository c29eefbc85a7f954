import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, PageQuery, Returns, ReturnsNothing } from '@quark/service-kit'
import { CommentPage, CommentView, NewComment } from './comments.schema.js'
import { CommentsService } from './comments.service.js'

@Controller('posts/:id/comments')
export class CommentsController {
  constructor(private readonly comments: CommentsService) {}

  @Get()
  @ApiOperation({ operationId: 'listComments', summary: 'List the comments of a post, the oldest first' })
  @Access('public')
  @Returns(CommentPage)
  list(
    @Param('id', { schema: Id }) postId: string,
    @Query({ schema: PageQuery }) page: PageQuery,
    @Caller() caller: Caller | undefined,
  ): Promise<CommentPage> {
    return this.comments.list(postId, page, caller)
  }

  @Post()
  @ApiOperation({ operationId: 'createComment', summary: 'Comment on a post, or answer a comment' })
  @Access('signed-in')
  @Returns(CommentView, 201)
  create(
    @Param('id', { schema: Id }) postId: string,
    @Body({ schema: NewComment }) comment: NewComment,
    @Caller() caller: Caller,
  ): Promise<CommentView> {
    return this.comments.create(caller, postId, comment)
  }

  @Delete(':commentId')
  @ApiOperation({ operationId: 'deleteComment', summary: 'Delete a comment: its author, or the author of the post' })
  @Access('signed-in')
  @ReturnsNothing()
  delete(
    @Param('id', { schema: Id }) postId: string,
    @Param('commentId', { schema: Id }) id: string,
    @Caller() caller: Caller,
  ): Promise<void> {
    return this.comments.delete(caller, postId, id)
  }
}
