import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Id, Returns } from '@quark/service-kit'
import { LatestPosts, LatestQuery, RelatedPosts, RelatedQuery, Sitemap, SitemapQuery } from './public-posts.schema.js'
import { PublicPostsService } from './public-posts.service.js'

/** What the public face of a site is made of: feeds, related posts, the map for search engines. */
@Controller('posts')
export class PublicPostsController {
  constructor(private readonly posts: PublicPostsService) {}

  @Get('latest')
  @ApiOperation({ operationId: 'latestPosts', summary: 'Newest posts with their whole text, for feeds' })
  @Access('public')
  @Returns(LatestPosts)
  latest(@Query({ schema: LatestQuery }) query: LatestQuery): Promise<LatestPosts> {
    return this.posts.latest(query)
  }

  @Get('sitemap')
  @ApiOperation({ operationId: 'readSitemap', summary: 'Addresses that search engines may read, in parts of 10,000' })
  @Access('public')
  @Returns(Sitemap)
  sitemap(@Query({ schema: SitemapQuery }) { part }: SitemapQuery): Promise<Sitemap> {
    return this.posts.sitemap(part)
  }

  @Get(':id/related')
  @ApiOperation({ operationId: 'relatedPosts', summary: 'Published posts that are like this one, the likest first' })
  @Access('public')
  @Returns(RelatedPosts)
  related(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: RelatedQuery }) { limit }: RelatedQuery,
  ): Promise<RelatedPosts> {
    return this.posts.related(id, limit)
  }
}
