import { Injectable } from '@nestjs/common'
import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { Peers } from '@quark/service-kit'
import type { Person } from './people.schema.js'

/** The most that user-service reads at once. */
const AT_ONCE = 200

/** Asks user-service. */
@Injectable()
export class PeopleClient {
  constructor(private readonly peers: Peers) {}

  /** Those of these people who exist. @throws Refusal 503 `user-service-unavailable` */
  async read(ids: readonly string[]): Promise<Person[]> {
    const people: Person[] = []
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const { profiles } = await this.peers.rpc(UserService).getProfiles({ ids: ids.slice(at, at + AT_ONCE) })
      for (const { id, username, name, revision } of profiles) people.push({ id, username, name, revision })
    }
    return people
  }
}
