import { Injectable } from '@nestjs/common'
import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { Id, Peers } from '@quark/service-kit'
import { z } from 'zod'
import type { Deadline } from '../parts/deadline.js'
import { Profile } from './people.schema.js'

/** Of whom a person follows, so many of the last count. */
const MOST_FOLLOWED = 1000

const Ids = z.array(Id)
/** Protobuf has no null: what is left out comes as an empty text. */
const Profiles = z.array(Profile.extend({ avatarUrl: z.string().transform((url) => url || null) }))

/** Asks user-service. What it says is checked: a module that talks nonsense is one that does not answer. */
@Injectable()
export class PeopleClient {
  constructor(private readonly peers: Peers) {}

  /** By id; who is not there is left out. */
  async profiles(ids: string[], deadline: Deadline): Promise<Map<string, Profile>> {
    const { profiles } = await this.peers.rpc(UserService).getProfiles({ ids }, deadline)
    return new Map(Profiles.parse(profiles).map((profile) => [profile.id, profile]))
  }

  /** The last followed first. */
  async followed(personId: string, deadline: Deadline): Promise<string[]> {
    const request = { personId, limit: MOST_FOLLOWED }
    return Ids.parse((await this.peers.rpc(UserService).listFollowed(request, deadline)).ids)
  }
}
