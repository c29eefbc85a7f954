import { Injectable } from '@nestjs/common'
import { Transactions, type Tx } from '@quark/service-kit'
import { KINDS, type Kind } from '../kinds/kinds.rules.js'
import { PreferencesRepository } from './preferences.repository.js'
import type { PreferenceChanges, PreferenceList } from './preferences.schema.js'

@Injectable()
export class PreferencesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly preferences: PreferencesRepository,
  ) {}

  /** What is not chosen is wanted. */
  async of(personId: string): Promise<PreferenceList> {
    const off = await this.preferences.unwantedBy(personId)
    return { items: KINDS.map((kind) => ({ kind, inApp: !off.has(kind) })) }
  }

  async change(personId: string, { items }: PreferenceChanges): Promise<PreferenceList> {
    await this.transactions.run(async (tx) => {
      for (const { kind, inApp } of items) await this.preferences.save(tx, personId, kind, inApp)
    })
    return this.of(personId)
  }

  /** Who of these people does not want to be told of this kind. */
  unwilling(tx: Tx, kind: Kind, personIds: readonly string[]): Promise<Set<string>> {
    return this.preferences.unwilling(tx, kind, personIds)
  }

  forget(tx: Tx, personId: string): Promise<void> {
    return this.preferences.removeAllOf(tx, personId)
  }
}
