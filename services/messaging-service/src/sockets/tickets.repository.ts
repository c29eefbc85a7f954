import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import type { MessagingDB } from '../db/schema.js'

@Injectable()
export class TicketsRepository {
  /** @returns false when the ticket was used before, at whichever replica */
  async use(tx: Tx<MessagingDB>, id: string, expiresAt: Date): Promise<boolean> {
    const row = await tx
      .insertInto('used_ticket')
      .values({ id, expires_at: expiresAt })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  }

  /** Those that would be refused as expired anyway. */
  async forgetExpired(tx: Tx<MessagingDB>, before: Date): Promise<void> {
    await tx.deleteFrom('used_ticket').where('expires_at', '<', before).execute()
  }
}
