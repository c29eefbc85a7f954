import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import { PeopleRepository } from './people.repository.js'
import type { Person } from './people.schema.js'

@Injectable()
export class PeopleService {
  constructor(private readonly people: PeopleRepository) {}

  learn(tx: Tx, person: Person): Promise<void> {
    return this.people.save(tx, person)
  }

  /** Nothing is kept of a follow from or to somebody whose account is deleted: the news came late, or is replayed. */
  async follow(tx: Tx, followerId: string, followedId: string): Promise<void> {
    const gone = await this.people.goneOf(tx, [followerId, followedId])
    if (gone.size === 0) await this.people.addFollow(tx, followerId, followedId)
  }

  unfollow(tx: Tx, followerId: string, followedId: string): Promise<void> {
    return this.people.removeFollow(tx, followerId, followedId)
  }

  /** Which of these people have deleted their account. */
  goneOf(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
    return this.people.goneOf(tx, ids)
  }

  /** Followers in the order of their ids, `limit` at most, behind `after`. */
  followersOf(tx: Tx, id: string, limit: number, after: string | undefined): Promise<string[]> {
    return this.people.followersOf(tx, id, limit, after)
  }

  /** Leaves nothing of the person but the fact that they are gone. */
  forget(tx: Tx, id: string): Promise<void> {
    return this.people.forget(tx, id, new Date())
  }
}
