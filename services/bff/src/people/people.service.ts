import { Injectable } from '@nestjs/common'
import { Cache } from '@quark/service-kit'
import type { Deadline } from '../parts/deadline.js'
import { PeopleClient } from './people.client.js'
import type { Author, Profile } from './people.schema.js'

const keyOf = (id: string): string => `profile:${id}`

@Injectable()
export class PeopleService {
  constructor(
    private readonly people: PeopleClient,
    private readonly cache: Cache,
  ) {}

  /** Who these people are. The viewer is read past the cache: what they changed themselves is there at once. */
  async authors(
    ids: readonly string[],
    viewerId: string | undefined,
    deadline: Deadline,
  ): Promise<Map<string, Author>> {
    const others = ids.filter((id) => id !== viewerId)
    const [known, own] = await Promise.all([
      this.cache.many(others.map(keyOf), (missing) => this.load(missing, deadline)),
      viewerId && ids.includes(viewerId) ? this.people.profiles([viewerId], deadline) : new Map<string, Profile>(),
    ])
    return new Map([...[...known.values()].map((author) => [author.id, author] as const), ...own])
  }

  /** The caller themselves. @returns null for one whose account is gone */
  async profile(id: string, deadline: Deadline): Promise<Profile | null> {
    return (await this.people.profiles([id], deadline)).get(id) ?? null
  }

  followed(personId: string, deadline: Deadline): Promise<string[]> {
    return this.people.followed(personId, deadline)
  }

  async forget(id: string): Promise<void> {
    await this.cache.purge(keyOf(id))
  }

  private async load(keys: string[], deadline: Deadline): Promise<Map<string, Author>> {
    const found = await this.people.profiles(
      keys.map((key) => key.slice(keyOf('').length)),
      deadline,
    )
    return new Map([...found].map(([id, profile]) => [keyOf(id), profile]))
  }
}
