import { Injectable } from '@nestjs/common'
import { Refusal, Transactions } from '@quark/service-kit'
import { News } from '../delivery/news.js'
import { ReadsRepository } from './reads.repository.js'
import type { Mark } from './reads.rules.js'

@Injectable()
export class ReadsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: ReadsRepository,
    private readonly news: News,
  ) {}

  /** @throws Refusal 404 `conversation-not-found` */
  async markOne(mark: Mark): Promise<void> {
    await this.transactions.run(async (tx) => {
      if (!(await this.reads.isMember(tx, mark.conversationId, mark.personId))) throw Refusal.notFound('conversation')
      const moved = await this.reads.mark(tx, [mark])
      this.transactions.onCommit(tx, () => this.tell(moved))
    })
  }

  /** Passes over what is of no conversation of that person's. */
  async mark(marks: readonly Mark[]): Promise<void> {
    await this.transactions.run(async (tx) => {
      const moved = await this.reads.mark(tx, marks)
      this.transactions.onCommit(tx, () => this.tell(moved))
    })
  }

  private tell(moved: readonly Mark[]): void {
    for (const [conversationId, marks] of Map.groupBy(moved, (mark) => mark.conversationId)) {
      this.news.read(
        conversationId,
        marks.map(({ personId, seq }) => [personId, seq] as const),
      )
    }
  }
}
