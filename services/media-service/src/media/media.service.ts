import { Injectable } from '@nestjs/common'
import { type Caller, decodeCursor, type PageQuery, Refusal, Transactions, toPage } from '@quark/service-kit'
import { z } from 'zod'
import type { MediaRow } from '../db/schema.js'
import { RemovalsService } from '../removals/removals.service.js'
import { MediaRepository } from './media.repository.js'
import { assertUnused, type Medium } from './media.rules.js'
import type { MediaView, OwnMediaPage } from './media.schema.js'
import { toOwnView, toView } from './media-view.js'

const CursorKey = z.tuple([z.uuid()])

@Injectable()
export class MediaService {
  constructor(
    private readonly transactions: Transactions,
    private readonly media: MediaRepository,
    private readonly removals: RemovalsService,
  ) {}

  async read(id: string, caller: Caller | undefined): Promise<MediaView> {
    return toView(await this.seenBy(id, caller))
  }

  /** One that something public shows, or something that the caller may see, or one's own. To anybody else there is none. @throws Refusal 404 */
  async seenBy(id: string, caller: Caller | undefined): Promise<Medium> {
    const medium = await this.media.find(id, caller?.id)
    if (!medium || !(medium.public || medium.shared || medium.owner_id === caller?.id)) throw Refusal.notFound('media')
    return medium
  }

  async listOwn(caller: Caller, { limit, cursor }: PageQuery): Promise<OwnMediaPage> {
    const before = cursor ? decodeCursor(cursor, CursorKey)[0] : undefined
    return toPage(await this.media.listOf(caller.id, limit, before), limit, toOwnView, ({ id }) => [id])
  }

  async delete(id: string, caller: Caller): Promise<void> {
    await this.transactions.run(async (tx) => {
      const medium = await this.media.lock(tx, id)
      if (medium?.owner_id !== caller.id) throw Refusal.notFound('media')
      assertUnused(medium)
      await this.removals.take(tx, medium, 'owner')
    })
  }

  /**
   * Those that there are, in the order asked for. For a person who is about to use theirs the grace of these begins anew, so
   * that none is collected before the use is told of.
   */
  async lookUp(ids: readonly string[], forPerson: string | undefined): Promise<MediaRow[]> {
    if (forPerson) await this.transactions.run((tx) => this.media.touch(tx, ids, forPerson))
    const found = new Map((await this.media.findMany(ids)).map((medium) => [medium.id, medium]))
    return [...new Set(ids)].flatMap((id) => found.get(id) ?? [])
  }
}
