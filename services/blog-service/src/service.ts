import { BlogService } from '@quark/contracts/rpc/blog/v1/blog_pb'
import { defineService, rpcService } from '@quark/service-kit'
import { AppModule } from './app.module.js'
import { migrations } from './db/migrations.js'
import { FeedsRpc } from './feeds/feeds.rpc.js'

/** Blogs, posts, tags, comments and the search over them. */
export const service = defineService({
  root: new URL('..', import.meta.url),
  module: AppModule,
  migrations,
  rpc: (app) => [rpcService(BlogService, app.get(FeedsRpc))],
})
