import { Injectable } from '@nestjs/common'
import { type EdgeContext, Peers, Refusal } from '@quark/service-kit'
import type { CardPost } from './card.rules.js'

/** Asks for posts as anybody may. */
@Injectable()
export class CardPostsClient {
  constructor(private readonly peers: Peers) {}

  /** @throws Refusal with the status of the answer for a post that readers do not see */
  async read(id: string, edge: EdgeContext): Promise<CardPost> {
    const answer = await this.peers.http('api-gateway')(`/api/v1/posts/${id}`, {
      method: 'GET',
      headers: { accept: 'application/json' },
      edge,
    })
    if (answer.ok) return (await answer.json()) as CardPost
    await answer.body?.cancel()
    if (answer.status >= 500) throw Refusal.unavailable('blog-service')
    throw answer.status === 429 ? Refusal.tooMany(60) : Refusal.notFound('card')
  }
}
