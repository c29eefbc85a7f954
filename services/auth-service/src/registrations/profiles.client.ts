import { Injectable } from '@nestjs/common'
import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { Peers } from '@quark/service-kit'
import type { ProfileCopy } from '../accounts/account.js'

export interface NewProfile {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly locale: string
}

/** Profiles, at user-service. */
@Injectable()
export class ProfilesClient {
  constructor(private readonly peers: Peers) {}

  /**
   * Makes a profile, or finds the one that an earlier call with this id made.
   * @throws Refusal 409 `username-taken`, 400 `username-…` or `name-…`, 503 `user-service-unavailable`
   */
  async create({ id, username, name, locale }: NewProfile): Promise<ProfileCopy> {
    const { profile } = await this.peers.rpc(UserService).createProfile({ id, username, name, locale })
    if (!profile) throw new Error('user-service answered CreateProfile without a profile')
    return { username: profile.username, name: profile.name, revision: profile.revision }
  }
}
