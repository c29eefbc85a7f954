import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import { UserConfig } from '../config.js'
import type { UserDB } from '../db/schema.js'

/** Claims on usernames. A claim is on everything that looks alike, so its key is the skeleton. */
@Injectable()
export class UsernamesRepository {
  constructor(private readonly config: UserConfig) {}

  /**
   * Takes the name for this person. Of two who ask at the same moment the second waits for the first to commit.
   * @returns false when somebody else has it, or let go of it less than `USERNAME_HOLD_DAYS` ago.
   */
  async claim(tx: Tx<UserDB>, skeleton: string, ownerId: string): Promise<boolean> {
    const held = sql<Date>`now() - make_interval(days => ${this.config.USERNAME_HOLD_DAYS})`
    const row = await tx
      .insertInto('username_claim')
      .values({ skeleton, owner_id: ownerId, released_at: null })
      .onConflict((conflict) =>
        conflict
          .column('skeleton')
          .doUpdateSet({ owner_id: ownerId, released_at: null })
          .where((is) =>
            is.or([is('username_claim.owner_id', '=', ownerId), is('username_claim.released_at', '<=', held)]),
          ),
      )
      .returning('skeleton')
      .executeTakeFirst()
    return row !== undefined
  }

  /** Starts the time after which others may have the name. */
  async release(tx: Tx<UserDB>, skeleton: string): Promise<void> {
    await tx.updateTable('username_claim').set({ released_at: sql`now()` }).where('skeleton', '=', skeleton).execute()
  }
}
