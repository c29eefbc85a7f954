import { Injectable } from '@nestjs/common'
import { Refusal, Transactions, type Tx } from '@quark/service-kit'
import { AuthorsClient } from './authors.client.js'
import { AuthorsRepository } from './authors.repository.js'
import type { Author } from './authors.schema.js'

@Injectable()
export class AuthorsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly authors: AuthorsRepository,
    private readonly client: AuthorsClient,
  ) {}

  /**
   * Makes sure that this person is known here before they write something: a person may be faster than the news of
   * their registration.
   * @throws Refusal 403 `account-deleted`; 503 when the person is not known and user-service does not answer
   */
  async ensure(id: string): Promise<void> {
    const state = await this.authors.stateOf(id)
    if (state === 'known') return
    const author = state === 'gone' ? undefined : await this.client.read(id)
    if (!author) throw accountDeleted()
    await this.transactions.run((tx) => this.authors.save(tx, author))
  }

  /**
   * Holds the person until the transaction ends, so that their account is not deleted while they write.
   * @throws Refusal 403 `account-deleted`
   */
  async hold(tx: Tx, id: string): Promise<void> {
    if ((await this.authors.lock(tx, id)) !== 'known') throw accountDeleted()
  }

  idOf(username: string): Promise<string | undefined> {
    return this.authors.idOf(username)
  }

  learn(tx: Tx, author: Author): Promise<void> {
    return this.authors.save(tx, author)
  }

  forget(tx: Tx, id: string): Promise<void> {
    return this.authors.forget(tx, id, new Date())
  }
}

const accountDeleted = (): Refusal => Refusal.forbidden('account-deleted', 'This account does not exist any more.')
