import { Inject, Injectable } from '@nestjs/common'
import { MediaProcessed } from '@quark/contracts/events/media'
import { LOGGER, type Logger, ObjectStore, Outbox, Refusal, Transactions } from '@quark/service-kit'
import type { MediaRow } from '../db/schema.js'
import { MediaRepository, type Remade } from '../media/media.repository.js'
import { rawKeyOf } from '../media/media.rules.js'
import { RemovalsRepository } from '../removals/removals.repository.js'
import { type ImageJob, ImageJobsRepository } from './image-jobs.repository.js'
import { ImagesService } from './images.service.js'

const TRIES = 4
/** A process that works on an image says so every 10 s; one that is silent for this long is taken for dead. */
export const LEASE_SECONDS = 30
const HEARTBEAT_MS = 10_000
const PAUSE_SECONDS = 5

/** The work on images that were uploaded: durable, so that a process that dies leaves it to the next one. */
@Injectable()
export class ImageJobsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: ImageJobsRepository,
    private readonly media: MediaRepository,
    private readonly images: ImagesService,
    private readonly removals: RemovalsRepository,
    private readonly objects: ObjectStore,
    private readonly outbox: Outbox,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Does the job that waits longest. @returns its medium; undefined when there is nothing to do */
  async next(): Promise<string | undefined> {
    const job = await this.transactions.run((tx) => this.jobs.claim(tx, LEASE_SECONDS))
    if (!job) return undefined
    const beat = setInterval(() => void this.hold(job), HEARTBEAT_MS)
    try {
      await this.work(job)
    } finally {
      clearInterval(beat)
    }
    return job.mediaId
  }

  private async work(job: ImageJob): Promise<void> {
    const medium = await this.media.find(job.mediaId, undefined)
    if (medium?.state === 'processing') {
      const outcome = await this.tried(job, medium)
      if (outcome === 'later') return
      await this.finish(medium, outcome)
    }
    await this.objects.delete(rawKeyOf(job.mediaId))
    await this.transactions.run((tx) => this.jobs.remove(tx, job.mediaId))
  }

  /** What was made of it, or that nothing can be, or that it is to be tried again. */
  private async tried(job: ImageJob, medium: MediaRow): Promise<Remade | 'failed' | 'later'> {
    try {
      return await this.images.remake(medium)
    } catch (error) {
      if (error instanceof Refusal && error.status === 422) return 'failed'
      this.log.warn({ err: error, mediaId: medium.id, tries: job.tries }, 'the work on an image was broken off')
      const ownFault = !(error instanceof Refusal) && !isOfTheStore(error)
      if (ownFault && job.tries >= TRIES) return 'failed'
      await this.transactions.run((tx) => this.jobs.postpone(tx, medium.id, PAUSE_SECONDS * job.tries, !ownFault))
      return 'later'
    }
  }

  private async finish({ id }: MediaRow, outcome: Remade | 'failed'): Promise<void> {
    await this.transactions.run(async (tx) => {
      const medium = await this.media.lock(tx, id)
      // It was deleted while it was worked on, and so were its objects: these came after.
      if (!medium) return this.removals.plan(tx, [id], new Date())
      if (medium.state !== 'processing') return
      if (outcome === 'failed') await this.media.markFailed(tx, id)
      else await this.media.markReady(tx, id, outcome)
      await this.outbox.add(tx, MediaProcessed, {
        mediaId: id,
        ownerId: medium.owner_id,
        kind: medium.kind,
        state: outcome === 'failed' ? 'failed' : 'ready',
      })
    })
  }

  private async hold(job: ImageJob): Promise<void> {
    try {
      await this.transactions.run((tx) => this.jobs.postpone(tx, job.mediaId, LEASE_SECONDS))
    } catch (error) {
      this.log.warn({ err: error, mediaId: job.mediaId }, 'the work on an image could not be reported')
    }
  }
}

const isOfTheStore = (error: unknown): boolean => (error as Error).name.startsWith('ObjectStore')
