import { Controller, Delete, Get, Param, Put, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, PageQuery, Returns, ReturnsNothing } from '@quark/service-kit'
import { PostPage } from '../posts/posts.schema.js'
import { BookmarksService } from './bookmarks.service.js'

@Controller()
export class BookmarksController {
  constructor(private readonly bookmarks: BookmarksService) {}

  @Get('bookmarks')
  @ApiOperation({ operationId: 'listBookmarks', summary: 'List the posts you bookmarked, the last one first' })
  @Access('signed-in')
  @Returns(PostPage)
  list(@Query({ schema: PageQuery }) page: PageQuery, @Caller() caller: Caller): Promise<PostPage> {
    return this.bookmarks.list(caller, page)
  }

  @Put('posts/:id/bookmark')
  @ApiOperation({ operationId: 'bookmarkPost', summary: 'Bookmark a post; the same when you have already' })
  @Access('signed-in')
  @ReturnsNothing()
  add(@Param('id', { schema: Id }) postId: string, @Caller() caller: Caller): Promise<void> {
    return this.bookmarks.add(caller, postId)
  }

  @Delete('posts/:id/bookmark')
  @ApiOperation({ operationId: 'unbookmarkPost', summary: 'Remove your bookmark; the same when there is none' })
  @Access('signed-in')
  @ReturnsNothing()
  remove(@Param('id', { schema: Id }) postId: string, @Caller() caller: Caller): Promise<void> {
    return this.bookmarks.remove(caller, postId)
  }
}
