import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { BlogDB } from '../db/schema.js'
import type { Author } from './authors.schema.js'

@Injectable()
export class AuthorsRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  /** `gone` for a person whose account was deleted, undefined for one who was never heard of. */
  async stateOf(id: string): Promise<'known' | 'gone' | undefined> {
    const row = await this.db.read.selectFrom('author').select('gone_at').where('id', '=', id).executeTakeFirst()
    return row && (row.gone_at ? 'gone' : 'known')
  }

  /** As `stateOf`, and holds the person until the transaction ends. */
  async lock(tx: Tx<BlogDB>, id: string): Promise<'known' | 'gone' | undefined> {
    const row = await tx.selectFrom('author').select('gone_at').where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
    return row && (row.gone_at ? 'gone' : 'known')
  }

  /** The person of that name. Two may have it for a moment, while the news of a renaming is on its way. */
  async idOf(username: string): Promise<string | undefined> {
    const row = await this.db.read
      .selectFrom('author')
      .select('id')
      .where(sql`lower(username)`, '=', username.toLowerCase())
      .where('gone_at', 'is', null)
      .orderBy('id', 'desc')
      .executeTakeFirst()
    return row?.id
  }

  /** Keeps the newer of the two states, and a deleted person deleted. */
  async save(tx: Tx<BlogDB>, { id, avatarUrl, ...author }: Author): Promise<void> {
    const known = { ...author, avatar_url: avatarUrl }
    await tx
      .insertInto('author')
      .values({ id, ...known, gone_at: null })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet(known)
          .where('author.revision', '<', author.revision)
          .where('author.gone_at', 'is', null),
      )
      .execute()
  }

  /** Leaves nothing of the person but the fact that they are gone. */
  async forget(tx: Tx<BlogDB>, id: string, at: Date): Promise<void> {
    const nobody = { username: '', name: '', avatar_url: null, revision: 0, gone_at: at }
    await tx
      .insertInto('author')
      .values({ id, ...nobody })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(nobody))
      .execute()
  }
}
