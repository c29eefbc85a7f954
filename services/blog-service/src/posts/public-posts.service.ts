import { Injectable } from '@nestjs/common'
import { Refusal } from '@quark/service-kit'
import { PostReadingService } from './post-reading.service.js'
import { PostViewsRepository } from './post-views.repository.js'
import { PublicPostsRepository } from './public-posts.repository.js'
import type { LatestPosts, LatestQuery, RelatedPosts, Sitemap } from './public-posts.schema.js'

/** Reads what everybody may see, drafts never. */
@Injectable()
export class PublicPostsService {
  constructor(
    private readonly posts: PublicPostsRepository,
    private readonly views: PostViewsRepository,
    private readonly reading: PostReadingService,
  ) {}

  async latest({ limit, ...query }: LatestQuery): Promise<LatestPosts> {
    const filter = await this.reading.filterOf(query)
    return { items: filter ? await this.views.latest(filter, limit) : [] }
  }

  /** @throws Refusal 404 for a post that readers do not see */
  async related(id: string, limit: number): Promise<RelatedPosts> {
    await this.reading.assertReadable(id, undefined)
    return { items: await this.views.byIds(await this.posts.related(id, limit)) }
  }

  /** @throws Refusal 404 for a part that is not there */
  async sitemap(part: number | undefined): Promise<Sitemap> {
    if (part === undefined) return { parts: await this.posts.sitemapParts(), items: [] }
    const items = await this.posts.sitemapPart(part)
    if (items.length === 0) throw Refusal.notFound('sitemap-part')
    return { parts: [], items }
  }
}
