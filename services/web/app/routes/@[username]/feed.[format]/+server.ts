import { sendFeed } from '#lib/server/feeds/send-feed.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = (event) =>
  sendFeed(event, async () => {
    const { api } = event.locals
    const profile = await api.profile(event.params.username)
    const { items } = await api.latest({ author: profile.username })
    const description = profile.bio[profile.locale] || profile.bio.en || profile.bio.ru
    return { title: profile.name, description, path: `/@${encodeURIComponent(profile.username)}`, posts: items }
  })
