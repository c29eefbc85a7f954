import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { MediaDeleted } from '@quark/contracts/events/media'
import { ObjectStore, Outbox, Transactions, type Tx } from '@quark/service-kit'
import { MediaConfig } from '../config.js'
import type { MediaDB, MediaRow } from '../db/schema.js'
import { MediaRepository } from '../media/media.repository.js'
import { UsesRepository } from '../uses/uses.repository.js'
import { RemovalsRepository } from './removals.repository.js'

type Reason = DataOf<typeof MediaDeleted>['reason']

const HOUR_MS = 3_600_000
const BATCH = 100
/** Longer than the slowest upload that the pace of bodies lets through. */
const UPLOAD_HOURS = 24

/**
 * Media that go. The row goes in the transaction that decides it, and with it the note that its objects are to be removed:
 * a crash in between leaves nothing that nobody knows of.
 */
@Injectable()
export class RemovalsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly removals: RemovalsRepository,
    private readonly media: MediaRepository,
    private readonly uses: UsesRepository,
    private readonly objects: ObjectStore,
    private readonly outbox: Outbox,
    private readonly config: MediaConfig,
  ) {}

  /** Before objects are stored: they are removed some day, unless the upload comes to its end and cancels it. */
  async planFor(mediaId: string): Promise<void> {
    const dueAt = new Date(Date.now() + UPLOAD_HOURS * HOUR_MS)
    await this.transactions.run((tx) => this.removals.plan(tx, [mediaId], dueAt), { isEffect: false })
  }

  /** Removes what an upload left that came to no good end; nothing when it is known of all the same. */
  async abandon(mediaId: string): Promise<void> {
    const abandoned = await this.transactions.run(
      async (tx) => {
        if (await this.media.lock(tx, mediaId)) return false
        await this.removals.plan(tx, [mediaId], new Date())
        return true
      },
      { isEffect: false },
    )
    if (abandoned) await this.carryOut(mediaId)
  }

  /** Takes away one that nothing can be made of, with its objects. */
  async drop(mediaId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const medium = await this.media.lock(tx, mediaId)
      if (medium) await this.take(tx, medium, 'unused')
    })
    await this.carryOut(mediaId)
  }

  /** The upload has come to its end. @throws when it took so long that it was given up */
  async keep(tx: Tx<MediaDB>, mediaId: string): Promise<void> {
    if (!(await this.removals.cancel(tx, mediaId))) throw new Error(`the upload ${mediaId} was given up meanwhile`)
  }

  /** Takes one away whose row the transaction holds. */
  async take(tx: Tx<MediaDB>, medium: MediaRow, reason: Reason): Promise<void> {
    await this.media.delete(tx, medium.id)
    await this.forget(tx, [medium], reason)
  }

  /** Takes away everything of a person. */
  async takeAllOf(tx: Tx<MediaDB>, ownerId: string): Promise<void> {
    await this.uses.forgetThingsOf(tx, ownerId)
    await this.forget(tx, await this.media.deleteOf(tx, ownerId), 'account')
  }

  /** Takes away what nothing has shown for the grace period. @returns how many */
  async collect(): Promise<number> {
    const since = new Date(Date.now() - this.config.MEDIA_GRACE_HOURS * HOUR_MS)
    let collected = 0
    for (let found = BATCH; found === BATCH; collected += found) {
      found = await this.transactions.run(async (tx) => {
        const unused = await this.media.deleteUnused(tx, since, BATCH)
        await this.forget(tx, unused, 'unused')
        return unused.length
      })
    }
    return collected
  }

  /** Removes the objects of all that is due. */
  async carryOutDue(): Promise<void> {
    for (const mediaId of await this.removals.due(BATCH)) await this.carryOut(mediaId)
  }

  private async forget(tx: Tx<MediaDB>, gone: readonly MediaRow[], reason: Reason): Promise<void> {
    const now = new Date()
    await this.removals.plan(
      tx,
      gone.map(({ id }) => id),
      now,
    )
    for (const { id, owner_id, kind, bytes } of gone) {
      await this.media.giveBack(tx, owner_id, bytes)
      await this.outbox.add(tx, MediaDeleted, { mediaId: id, ownerId: owner_id, kind, reason })
    }
  }

  private async carryOut(mediaId: string): Promise<void> {
    const keys: string[] = []
    for await (const { key } of this.objects.list(`${mediaId}/`)) keys.push(key)
    await this.objects.deleteMany(keys)
    await this.transactions.run((tx) => this.removals.cancel(tx, mediaId), { isEffect: false })
  }
}
