import { Injectable } from '@nestjs/common'
import { Refusal, Transactions, type Tx } from '@quark/service-kit'
import { PeopleClient } from './people.client.js'
import { PeopleRepository } from './people.repository.js'
import type { Person } from './people.schema.js'

@Injectable()
export class PeopleService {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleRepository,
    private readonly client: PeopleClient,
  ) {}

  /**
   * Makes sure that these people are known here: one may write to somebody faster than the news of their registration came.
   * @throws Refusal 404 `user-not-found` when one of them is not there; 503 when one is not known and user-service does not answer
   */
  async ensure(ids: readonly string[]): Promise<void> {
    const states = await this.people.statesOf(ids)
    const strangers = ids.filter((id) => !states.has(id))
    const met = strangers.length > 0 ? await this.client.read(strangers) : []
    if (met.length < strangers.length || [...states.values()].includes('gone')) throw Refusal.notFound('user')
    if (met.length === 0) return
    await this.transactions.run(async (tx) => {
      for (const person of met) await this.people.save(tx, person)
    })
  }

  /**
   * Holds these people until the transaction ends.
   * @throws Refusal 403 `account-deleted` when the one who acts is gone, 404 `user-not-found` for another
   */
  async hold(tx: Tx, actorId: string, ids: readonly string[]): Promise<void> {
    const there = new Set(await this.people.lock(tx, [actorId, ...ids]))
    if (!there.has(actorId)) throw Refusal.forbidden('account-deleted', 'This account does not exist any more.')
    if (ids.some((id) => !there.has(id))) throw Refusal.notFound('user')
  }

  /** @throws Refusal 403 `account-deleted` */
  async assertThere(id: string): Promise<void> {
    if ((await this.people.statesOf([id])).get(id) !== 'gone') return
    throw Refusal.forbidden('account-deleted', 'This account does not exist any more.')
  }

  learn(tx: Tx, person: Person): Promise<void> {
    return this.people.save(tx, person)
  }

  forget(tx: Tx, id: string): Promise<void> {
    return this.people.forget(tx, id, new Date())
  }
}
