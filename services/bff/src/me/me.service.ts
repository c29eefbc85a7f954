import { Injectable } from '@nestjs/common'
import type { Caller } from '@quark/service-kit'
import { PartsService } from '../parts/parts.service.js'
import { PeopleService } from '../people/people.service.js'
import { PostsService } from '../posts/posts.service.js'
import type { MePart, MeView } from './me.schema.js'
import { UnreadClient } from './unread.client.js'

@Injectable()
export class MeService {
  constructor(
    private readonly parts: PartsService,
    private readonly people: PeopleService,
    private readonly posts: PostsService,
    private readonly unread: UnreadClient,
  ) {}

  /** All of it is the caller's own, so nothing comes from the cache. */
  async read({ id, roles, permissions }: Caller): Promise<MeView> {
    const parts = this.parts.begin<MePart>()
    const [profile, own, notifications] = await Promise.all([
      parts.beside('profile', (deadline) => this.people.profile(id, deadline), null),
      parts.beside('blogs', (deadline) => this.posts.own(id, deadline), null),
      parts.beside('unread', (deadline) => this.unread.notifications(id, deadline), null),
    ])
    return {
      id,
      roles: [...roles],
      permissions: [...permissions],
      profile,
      blogs: own?.blogs ?? null,
      drafts: own && { items: own.drafts, count: own.draftCount },
      unread: notifications === null ? null : { notifications },
      degraded: parts.degraded,
    }
  }
}
