import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import type { NotificationDB } from '../db/schema.js'
import type { Person } from './people.schema.js'

@Injectable()
export class PeopleRepository {
  /** Keeps the newer of the two states, and a deleted person deleted. */
  async save(tx: Tx<NotificationDB>, person: Person): Promise<void> {
    await tx
      .insertInto('person')
      .values({ ...person, gone_at: null })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ username: person.username, name: person.name, revision: person.revision })
          .where('person.revision', '<', person.revision)
          .where('person.gone_at', 'is', null),
      )
      .execute()
  }

  async goneOf(tx: Tx<NotificationDB>, ids: readonly string[]): Promise<Set<string>> {
    const rows = await tx
      .selectFrom('person')
      .select('id')
      .where('id', 'in', ids)
      .where('gone_at', 'is not', null)
      .execute()
    return new Set(rows.map(({ id }) => id))
  }

  async addFollow(tx: Tx<NotificationDB>, followerId: string, followedId: string): Promise<void> {
    await tx
      .insertInto('follow')
      .values({ follower_id: followerId, followed_id: followedId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

  async removeFollow(tx: Tx<NotificationDB>, followerId: string, followedId: string): Promise<void> {
    await tx.deleteFrom('follow').where('follower_id', '=', followerId).where('followed_id', '=', followedId).execute()
  }

  async followersOf(tx: Tx<NotificationDB>, id: string, limit: number, after: string | undefined): Promise<string[]> {
    const rows = await tx
      .selectFrom('follow')
      .select('follower_id')
      .where('followed_id', '=', id)
      .$if(after !== undefined, (query) => query.where('follower_id', '>', after as string))
      .orderBy('follower_id')
      .limit(limit)
      .execute()
    return rows.map(({ follower_id }) => follower_id)
  }

  async forget(tx: Tx<NotificationDB>, id: string, at: Date): Promise<void> {
    const nobody = { username: '', name: '', revision: 0, gone_at: at }
    await tx
      .insertInto('person')
      .values({ id, ...nobody })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(nobody))
      .execute()
    await tx
      .deleteFrom('follow')
      .where((where) => where.or([where('follower_id', '=', id), where('followed_id', '=', id)]))
      .execute()
  }
}
