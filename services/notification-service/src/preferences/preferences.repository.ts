import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import type { NotificationDB } from '../db/schema.js'
import type { Kind } from '../kinds/kinds.rules.js'

@Injectable()
export class PreferencesRepository {
  constructor(private readonly db: Database<NotificationDB>) {}

  async unwantedBy(personId: string): Promise<Set<string>> {
    const rows = await this.db.read
      .selectFrom('preference')
      .select('kind')
      .where('person_id', '=', personId)
      .where('in_app', '=', false)
      .execute()
    return new Set(rows.map(({ kind }) => kind))
  }

  async unwilling(tx: Tx<NotificationDB>, kind: Kind, personIds: readonly string[]): Promise<Set<string>> {
    const rows = await tx
      .selectFrom('preference')
      .select('person_id')
      .where('person_id', 'in', personIds)
      .where('kind', '=', kind)
      .where('in_app', '=', false)
      .execute()
    return new Set(rows.map(({ person_id }) => person_id))
  }

  async save(tx: Tx<NotificationDB>, personId: string, kind: Kind, inApp: boolean): Promise<void> {
    await tx
      .insertInto('preference')
      .values({ person_id: personId, kind, in_app: inApp })
      .onConflict((conflict) => conflict.columns(['person_id', 'kind']).doUpdateSet({ in_app: inApp }))
      .execute()
  }

  async removeAllOf(tx: Tx<NotificationDB>, personId: string): Promise<void> {
    await tx.deleteFrom('preference').where('person_id', '=', personId).execute()
  }
}
