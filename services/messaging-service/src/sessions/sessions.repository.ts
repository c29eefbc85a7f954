import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import type { MessagingDB } from '../db/schema.js'

@Injectable()
export class SessionsRepository {
  async end(tx: Tx<MessagingDB>, id: string, at: Date): Promise<void> {
    await tx
      .insertInto('ended_session')
      .values({ id, ended_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

  async forget(tx: Tx<MessagingDB>, before: Date): Promise<void> {
    await tx.deleteFrom('ended_session').where('ended_at', '<', before).execute()
  }
}
