import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common'
import { Broadcast } from '@quark/service-kit'
import { PageStore } from './page-store.js'
import { PagesOutdated } from './pages-outdated.js'

/** blog-service hears of a person's new name by the same event as we, and may be a moment behind. */
const SETTLES_IN_MS = 2000
const ALL = 'all'

/**
 * Has every replica forget the pages that show what has changed. What a page is made of: the paths of the API it asked, and
 * the ids in the answers. One replica hears an event and tells the others by the broadcast.
 */
@Injectable()
export class PurgesService implements OnModuleInit, OnModuleDestroy {
  private ends: (() => void)[] = []

  constructor(
    private readonly store: PageStore,
    private readonly broadcast: Broadcast,
  ) {}

  onModuleInit(): void {
    this.ends = [
      this.broadcast.subscribe(PagesOutdated, ALL, ({ reads, settlesInMs }) => this.store.purge(reads, settlesInMs)),
      this.broadcast.onGap(() => this.store.clear()),
    ]
  }

  onModuleDestroy(): void {
    for (const end of this.ends) end()
  }

  /** A post appeared, changed or went: everything that shows it, and every list that it may be in. */
  post({ postId, blogId, authorId }: { postId: string; blogId: string; authorId: string }): void {
    this.tell([postId, blogId, authorId, '/posts', '/posts/latest', '/posts/sitemap'])
  }

  /** What people made of a post changed: its likes, its comments. Lists show how many there are. */
  reactions(postId: string): void {
    this.tell([postId])
  }

  blog({ blogId, ownerId }: { blogId: string; ownerId: string }): void {
    this.tell([blogId, ownerId])
  }

  /** All pages that name the person. */
  person(id: string): void {
    this.tell([id], SETTLES_IN_MS)
  }

  follow({ followerId, followedId }: { followerId: string; followedId: string }): void {
    this.tell([followerId, followedId])
  }

  /**
   * At once and not after the commit: the change itself is committed where it was made, and if we roll back, the event comes
   * again.
   */
  private tell(reads: string[], settlesInMs = 0): void {
    this.broadcast.publish(PagesOutdated, ALL, { reads, settlesInMs })
  }
}
