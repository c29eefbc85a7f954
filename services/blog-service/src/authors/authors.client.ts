import { Injectable } from '@nestjs/common'
import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { Peers } from '@quark/service-kit'
import type { Author } from './authors.schema.js'

/** Asks user-service. */
@Injectable()
export class AuthorsClient {
  constructor(private readonly peers: Peers) {}

  /** @throws Refusal 503 `user-service-unavailable` */
  async read(id: string): Promise<Author | undefined> {
    const { profiles } = await this.peers.rpc(UserService).getProfiles({ ids: [id] })
    const profile = profiles[0]
    if (!profile) return undefined
    const { username, name, revision, avatarUrl } = profile
    return { id, username, name, revision, avatarUrl: avatarUrl || null }
  }
}
