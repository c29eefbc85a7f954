import { tagPath } from '#lib/paths.ts'
import { sendFeed } from '#lib/server/feeds/send-feed.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = (event) =>
  sendFeed(event, async () => {
    const { tag } = event.params
    const { items } = await event.locals.api.latest({ tag })
    return { title: `#${tag}`, description: `#${tag} · Quark`, path: tagPath(tag), posts: items }
  })
