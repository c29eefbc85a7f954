import { sendFeed } from '#lib/server/feeds/send-feed.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = (event) =>
  sendFeed(event, async () => {
    const { api } = event.locals
    const [blog, latest] = await Promise.all([api.blog(event.params.blog), api.latest({ blog: event.params.blog })])
    const { title, description, language, slug } = blog
    return { title, description, language, path: `/b/${slug}`, posts: latest.items }
  })
