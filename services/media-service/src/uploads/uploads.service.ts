import { Readable } from 'node:stream'
import { Inject, Injectable } from '@nestjs/common'
import { MediaUploaded } from '@quark/contracts/events/media'
import {
  type Caller,
  LOGGER,
  type Logger,
  ObjectStore,
  Outbox,
  type StoredObject,
  Transactions,
  uuidv7,
} from '@quark/service-kit'
import { MediaConfig } from '../config.js'
import type { MediaKind, MediaRow } from '../db/schema.js'
import { ImageJobsRepository } from '../images/image-jobs.repository.js'
import { ImageRunner } from '../images/image-runner.js'
import { ImagesService } from '../images/images.service.js'
import { MediaRepository } from '../media/media.repository.js'
import { keyOf, rawKeyOf } from '../media/media.rules.js'
import type { OwnMediaView } from '../media/media.schema.js'
import { toOwnView } from '../media/media-view.js'
import { variantsOf } from '../media/variants.rules.js'
import { RemovalsService } from '../removals/removals.service.js'
import { displayName } from './file-name.rules.js'
import { type FileType, fileTypeOf, HEAD_BYTES } from './file-type.rules.js'
import { atMost, readHead } from './head.js'
import type { UploadForm } from './upload-form.js'
import { overQuota, refuseStore, tooLarge } from './uploads.rules.js'

/** An image is usually remade in a second: so long its upload waits, so that the answer has all of it. */
const REMAKE_WAIT_MS = 10_000

interface Upload extends FileType {
  readonly id: string
  readonly ownerId: string
  readonly name: string
}

/** What people upload: checked while it comes, stored, and only then known of. */
@Injectable()
export class UploadsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly media: MediaRepository,
    private readonly jobs: ImageJobsRepository,
    private readonly images: ImagesService,
    private readonly runner: ImageRunner,
    private readonly removals: RemovalsService,
    private readonly objects: ObjectStore,
    private readonly outbox: Outbox,
    private readonly config: MediaConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Takes the file of a form. When it is refused, at whatever point, nothing of it stays. */
  async take(caller: Caller, form: UploadForm): Promise<OwnMediaView> {
    const left = this.config.quotaBytes - (await this.media.usageOf(caller.id))
    if (left <= 0) throw overQuota(this.config.MEDIA_QUOTA_MB)
    const file = await form.file()
    const begun = await readHead(file.content, HEAD_BYTES)
    const upload = { id: uuidv7(), ownerId: caller.id, name: displayName(file.name), ...fileTypeOf(begun.head) }
    await this.removals.planFor(upload.id)
    const medium = await this.receive(upload, this.bounded(begun.content, upload.kind, left), form)
    return toOwnView(medium.state === 'processing' ? await this.finished(medium) : medium)
  }

  private async receive(upload: Upload, content: AsyncIterable<Buffer>, form: UploadForm): Promise<MediaRow> {
    const { id, kind, contentType } = upload
    try {
      const key = kind === 'image' ? rawKeyOf(id) : keyOf(id)
      const object = await this.objects.put(key, Readable.from(content), { contentType, signal: form.signal })
      await form.end()
      return await this.admit(upload, object)
    } catch (error) {
      await this.quietly(id, () => this.removals.abandon(id))
      throw refuseStore(error)
    }
  }

  private bounded(content: AsyncIterable<Buffer>, kind: MediaKind, left: number): AsyncIterable<Buffer> {
    const limit = this.config.largest(kind)
    const refuse = () => (left < limit ? overQuota(this.config.MEDIA_QUOTA_MB) : tooLarge(limit))
    return atMost(content, Math.min(limit, left), refuse)
  }

  /** Makes it known, if it fits into the quota: two uploads at once cannot pass it. */
  private async admit(upload: Upload, object: StoredObject): Promise<MediaRow> {
    const { id, ownerId, kind, contentType, name } = upload
    const seen = kind === 'image' ? await this.images.look(id) : undefined
    return this.transactions.run(async (tx) => {
      await this.removals.keep(tx, id)
      if (!(await this.media.take(tx, ownerId, object.size, this.config.quotaBytes))) {
        throw overQuota(this.config.MEDIA_QUOTA_MB)
      }
      const medium = await this.media.insert(tx, {
        id,
        owner_id: ownerId,
        kind,
        state: seen ? 'processing' : 'ready',
        content_type: contentType === 'image/avif' ? 'image/webp' : contentType,
        name,
        bytes: object.size,
        served_bytes: seen ? null : object.size,
        sha256: object.sha256,
        width: seen?.width ?? null,
        height: seen?.height ?? null,
        thumbhash: null,
        variants: seen ? variantsOf(seen.width, seen.height) : [],
        unused_since: new Date(),
      })
      if (seen) await this.jobs.add(tx, id)
      await this.outbox.add(tx, MediaUploaded, { mediaId: id, ownerId, kind, contentType, bytes: object.size })
      return medium
    })
  }

  /** The image with its variants, or as it is when they take long. @throws Refusal 422 when none can be made */
  private async finished(medium: MediaRow): Promise<MediaRow> {
    await this.runner.done(medium.id, REMAKE_WAIT_MS)
    const now = (await this.media.find(medium.id, medium.owner_id)) ?? medium
    if (now.state !== 'failed') return now
    await this.quietly(medium.id, () => this.removals.drop(medium.id))
    throw this.images.broken()
  }

  /** Removes what is left now, or, when that fails, when it is due: the person is to learn what was wrong before. */
  private async quietly(mediaId: string, remove: () => Promise<void>): Promise<void> {
    try {
      await remove()
    } catch (error) {
      this.log.warn({ err: error, mediaId }, 'what is left of an upload could not be removed; it is tried again')
    }
  }
}
