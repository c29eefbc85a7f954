import { Controller, Get, Param } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Answer, Caller, Returns } from '@quark/service-kit'
import { AddressPart } from '../blogs/blogs.schema.js'
import { PostReadingService } from './post-reading.service.js'
import { etagOf, PostView } from './posts.schema.js'

/** Posts by the address that readers see. */
@Controller('blogs/:slug/posts')
export class PostAddressController {
  constructor(private readonly reading: PostReadingService) {}

  @Get(':postSlug')
  @ApiOperation({ operationId: 'readPostByAddress', summary: 'Read a post by the slugs of its blog and its own' })
  @Access('public')
  @Returns(PostView)
  async read(
    @Param('slug', { schema: AddressPart }) slug: string,
    @Param('postSlug', { schema: AddressPart }) postSlug: string,
    @Caller() caller: Caller | undefined,
    @Answer() answer: Answer,
  ): Promise<PostView> {
    const post = await this.reading.readAt(slug, postSlug, caller?.id)
    answer.header('etag', etagOf(post))
    return post
  }
}
