import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import { type Selectable, sql, type Updateable } from 'kysely'
import type { ProfileTable, UserDB } from '../db/schema.js'
import type { Avatar, Profile, ProfileFields } from './profile.js'
import type { NewProfile } from './profiles.schema.js'

@Injectable()
export class ProfilesRepository {
  constructor(private readonly db: Database<UserDB>) {}

  async find(id: string): Promise<Profile | undefined> {
    const row = await this.db.read.selectFrom('profile').selectAll().where('id', '=', id).executeTakeFirst()
    return row && toProfile(row)
  }

  /** By username in any case. */
  async findByUsername(username: string): Promise<Profile | undefined> {
    const row = await this.db.read
      .selectFrom('profile')
      .selectAll()
      .where(sql`lower(username)`, '=', username.toLowerCase())
      .executeTakeFirst()
    return row && toProfile(row)
  }

  async findMany(ids: readonly string[]): Promise<Profile[]> {
    if (ids.length === 0) return []
    const rows = await this.db.read.selectFrom('profile').selectAll().where('id', 'in', ids).execute()
    return rows.map(toProfile)
  }

  /** Holds the row until the transaction ends, so two changes cannot mix. */
  async lock(tx: Tx<UserDB>, id: string): Promise<Profile | undefined> {
    const row = await tx.selectFrom('profile').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    return row && toProfile(row)
  }

  /** @returns false when there was a profile with this id already; it is left as it is. */
  async insert(tx: Tx<UserDB>, { id, username, name, locale }: NewProfile): Promise<boolean> {
    const row = await tx
      .insertInto('profile')
      .values({ id, username, name, locale })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  }

  /** @returns the profile as it is now, with its new revision. */
  async change(tx: Tx<UserDB>, id: string, fields: ProfileFields): Promise<Profile> {
    const row = await tx
      .updateTable('profile')
      .set({ ...toColumns(fields), revision: sql`revision + 1` })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return toProfile(row)
  }

  /** @returns the profile as it is now, with its new revision. */
  async setAvatar(tx: Tx<UserDB>, id: string, avatar: Avatar | null): Promise<Profile> {
    const row = await tx
      .updateTable('profile')
      .set({ avatar_media_id: avatar?.mediaId ?? null, avatar_url: avatar?.url ?? null, revision: sql`revision + 1` })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return toProfile(row)
  }

  /** Whose picture this is; several people can not have one, since it belongs to who uploaded it. */
  async idByAvatar(tx: Tx<UserDB>, mediaId: string): Promise<string | undefined> {
    const row = await tx
      .selectFrom('profile')
      .select('id')
      .where('avatar_media_id', '=', mediaId)
      .forUpdate()
      .executeTakeFirst()
    return row?.id
  }

  async remove(tx: Tx<UserDB>, id: string): Promise<void> {
    await tx.deleteFrom('profile').where('id', '=', id).execute()
  }
}

const toColumns = ({ username, name, bio, links, locale }: ProfileFields): Updateable<ProfileTable> => ({
  username,
  name,
  bio_en: bio.en,
  bio_ru: bio.ru,
  links,
  locale,
})

const toProfile = ({
  bio_en,
  bio_ru,
  created_at,
  avatar_media_id: mediaId,
  avatar_url: url,
  ...row
}: Selectable<ProfileTable>): Profile => ({
  ...row,
  avatar: mediaId !== null && url !== null ? { mediaId, url } : null,
  bio: { en: bio_en, ru: bio_ru },
  createdAt: created_at.toISOString(),
})
