import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Returns } from '@quark/service-kit'
import { AddressPart, BlogChanges, BlogPage, BlogQuery, BlogView, NewBlog } from './blogs.schema.js'
import { BlogsService } from './blogs.service.js'

@Controller('blogs')
export class BlogsController {
  constructor(private readonly blogs: BlogsService) {}

  @Post()
  @ApiOperation({ operationId: 'createBlog', summary: 'Create a blog' })
  @Access('signed-in')
  @Returns(BlogView, 201)
  create(@Body({ schema: NewBlog }) blog: NewBlog, @Caller() caller: Caller): Promise<BlogView> {
    return this.blogs.create(caller, blog)
  }

  @Get()
  @ApiOperation({ operationId: 'listBlogs', summary: 'List blogs, the newest first' })
  @Access('public')
  @Returns(BlogPage)
  list(@Query({ schema: BlogQuery }) query: BlogQuery): Promise<BlogPage> {
    return this.blogs.list(query)
  }

  @Get(':slug')
  @ApiOperation({ operationId: 'readBlog', summary: 'Read a blog' })
  @Access('public')
  @Returns(BlogView)
  read(@Param('slug', { schema: AddressPart }) slug: string): Promise<BlogView> {
    return this.blogs.read(slug)
  }

  @Put(':slug')
  @ApiOperation({ operationId: 'updateBlog', summary: 'Change the title, description or language of a blog' })
  @Access('signed-in')
  @Returns(BlogView)
  update(
    @Param('slug', { schema: AddressPart }) slug: string,
    @Body({ schema: BlogChanges }) changes: BlogChanges,
    @Caller() caller: Caller,
  ): Promise<BlogView> {
    return this.blogs.update(caller, slug, changes)
  }
}
