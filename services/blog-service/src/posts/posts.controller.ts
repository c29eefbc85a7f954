import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common'
import { ApiHeader, ApiOperation } from '@nestjs/swagger'
import { Access, Answer, Caller, HeaderValue, Id, Returns, ReturnsNothing } from '@quark/service-kit'
import { Reactions } from '../reactions/reactions.schema.js'
import { PostReadingService } from './post-reading.service.js'
import { etagOf, NewPost, PostChanges, PostPage, PostQuery, PostView } from './posts.schema.js'
import { PostsService } from './posts.service.js'

@Controller('posts')
export class PostsController {
  constructor(
    private readonly posts: PostsService,
    private readonly reading: PostReadingService,
  ) {}

  @Post()
  @ApiOperation({ operationId: 'createPost', summary: 'Write a post, as a draft or published at once' })
  @Access('signed-in')
  @Returns(PostView, 201)
  async create(@Body({ schema: NewPost }) post: NewPost, @Caller() caller: Caller, @Answer() answer: Answer) {
    return tagged(answer, await this.posts.create(caller, post))
  }

  @Get()
  @ApiOperation({ operationId: 'listPosts', summary: 'List or search posts; newest or best match first' })
  @Access('public')
  @Returns(PostPage)
  list(@Query({ schema: PostQuery }) query: PostQuery, @Caller() caller: Caller | undefined): Promise<PostPage> {
    return this.reading.list(query, caller)
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readPost', summary: 'Read a post; a draft only by its author' })
  @Access('public')
  @Returns(PostView)
  async read(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller | undefined, @Answer() answer: Answer) {
    return tagged(answer, await this.reading.read(id, caller?.id))
  }

  @Get(':id/reactions')
  @ApiOperation({ operationId: 'readReactions', summary: 'How many like a post and comment on it, and your own marks' })
  @Access('public')
  @Returns(Reactions)
  reactions(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller | undefined): Promise<Reactions> {
    return this.reading.reactions(id, caller)
  }

  @Put(':id')
  @ApiOperation({ operationId: 'updatePost', summary: 'Change a post that is as the If-Match header says' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag that was read.' })
  @Access('signed-in')
  @Returns(PostView)
  async update(
    @Param('id', { schema: Id }) id: string,
    @HeaderValue('if-match') ifMatch: string | undefined,
    @Body({ schema: PostChanges }) changes: PostChanges,
    @Caller() caller: Caller,
    @Answer() answer: Answer,
  ) {
    return tagged(answer, await this.posts.update(caller, id, ifMatch, changes))
  }

  @Post(':id/publish')
  @ApiOperation({ operationId: 'publishPost', summary: 'Make a draft visible to readers' })
  @Access('signed-in')
  @Returns(PostView)
  async publish(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller, @Answer() answer: Answer) {
    return tagged(answer, await this.posts.publish(caller, id))
  }

  @Post(':id/unpublish')
  @ApiOperation({ operationId: 'unpublishPost', summary: 'Make a published post a draft again' })
  @Access('signed-in')
  @Returns(PostView)
  async unpublish(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller, @Answer() answer: Answer) {
    return tagged(answer, await this.posts.unpublish(caller, id))
  }

  @Delete(':id')
  @ApiOperation({ operationId: 'deletePost', summary: 'Delete a post and its comments' })
  @Access('signed-in')
  @ReturnsNothing()
  delete(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller): Promise<void> {
    return this.posts.delete(caller, id)
  }
}

function tagged(answer: Answer, post: PostView): PostView {
  answer.header('etag', etagOf(post))
  return post
}
