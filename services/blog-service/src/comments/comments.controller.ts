import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common'
import { ApiHeader, ApiOperation } from '@nestjs/swagger'
import { Access, Answer, Caller, HeaderValue, Id, Returns, ReturnsNothing } from '@quark/service-kit'
import { CommentReadingService } from './comment-reading.service.js'
import { CommentChanges, CommentPage, CommentQuery, CommentView, etagOf, NewComment } from './comments.schema.js'
import { CommentsService } from './comments.service.js'

@Controller('posts/:id/comments')
export class CommentsController {
  constructor(
    private readonly comments: CommentsService,
    private readonly reading: CommentReadingService,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listComments',
    summary: 'List the comments of a post in whole threads, the oldest first',
  })
  @Access('public')
  @Returns(CommentPage)
  list(
    @Param('id', { schema: Id }) postId: string,
    @Query({ schema: CommentQuery }) query: CommentQuery,
    @Caller() caller: Caller | undefined,
  ): Promise<CommentPage> {
    return this.reading.list(postId, query, caller)
  }

  @Get(':commentId')
  @ApiOperation({ operationId: 'readComment', summary: 'Read a comment' })
  @Access('public')
  @Returns(CommentView)
  async read(
    @Param('id', { schema: Id }) postId: string,
    @Param('commentId', { schema: Id }) id: string,
    @Caller() caller: Caller | undefined,
    @Answer() answer: Answer,
  ): Promise<CommentView> {
    return tagged(answer, await this.reading.read(postId, id, caller))
  }

  @Post()
  @ApiOperation({ operationId: 'createComment', summary: 'Comment on a post, or answer a comment' })
  @Access('signed-in')
  @Returns(CommentView, 201)
  async create(
    @Param('id', { schema: Id }) postId: string,
    @Body({ schema: NewComment }) comment: NewComment,
    @Caller() caller: Caller,
    @Answer() answer: Answer,
  ): Promise<CommentView> {
    return tagged(answer, await this.comments.create(caller, postId, comment))
  }

  @Put(':commentId')
  @ApiOperation({ operationId: 'updateComment', summary: 'Change your comment that is as the If-Match header says' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag that was read.' })
  @Access('signed-in')
  @Returns(CommentView)
  async edit(
    @Param('id', { schema: Id }) postId: string,
    @Param('commentId', { schema: Id }) id: string,
    @HeaderValue('if-match') ifMatch: string | undefined,
    @Body({ schema: CommentChanges }) changes: CommentChanges,
    @Caller() caller: Caller,
    @Answer() answer: Answer,
  ): Promise<CommentView> {
    return tagged(answer, await this.comments.edit(caller, postId, id, ifMatch, changes))
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

function tagged(answer: Answer, comment: CommentView): CommentView {
  answer.header('etag', etagOf(comment))
  return comment
}
