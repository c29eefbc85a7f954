import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { MessagingDB } from '../db/schema.js'
import type { Person } from './people.schema.js'

@Injectable()
export class PeopleRepository {
  constructor(private readonly db: Database<MessagingDB>) {}

  /** Those of these people who were heard of, and which of them are gone. */
  async statesOf(ids: readonly string[]): Promise<Map<string, 'known' | 'gone'>> {
    const rows = await this.db.read.selectFrom('person').select(['id', 'gone_at']).where('id', 'in', ids).execute()
    return new Map(rows.map(({ id, gone_at }) => [id, gone_at ? 'gone' : 'known']))
  }

  /** Holds these people, so that none of their accounts is deleted meanwhile. @returns those who are there */
  async lock(tx: Tx<MessagingDB>, ids: readonly string[]): Promise<string[]> {
    const rows = await tx
      .selectFrom('person')
      .select('id')
      .where('id', 'in', ids)
      .where('gone_at', 'is', null)
      .orderBy('id')
      .forShare()
      .execute()
    return rows.map(({ id }) => id)
  }

  /** Keeps the newer of the two states, and a deleted person deleted. */
  async save(tx: Tx<MessagingDB>, person: Person): Promise<void> {
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

  /** Leaves nothing of the person but the fact that they are gone. */
  async forget(tx: Tx<MessagingDB>, id: string, at: Date): Promise<void> {
    const nobody = { username: '', name: '', revision: 0, gone_at: at, last_seen_at: null }
    await tx
      .insertInto('person')
      .values({ id, ...nobody })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(nobody))
      .execute()
  }

  /** Notes when people were last there, all at once. */
  async saveSeen(tx: Tx<MessagingDB>, seen: readonly (readonly [id: string, at: Date])[]): Promise<void> {
    const [ids, times] = [seen.map(([id]) => id), seen.map(([, at]) => at.toISOString())]
    await sql`
      update person set last_seen_at = s.at from unnest(${ids}::uuid[], ${times}::timestamptz[]) s(id, at)
      where person.id = s.id and person.gone_at is null`.execute(tx)
  }
}
