import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Inject, Injectable } from '@nestjs/common'
import { LOGGER, type Logger, ObjectStore, Refusal } from '@quark/service-kit'
import { MediaConfig } from '../config.js'
import type { MediaRow } from '../db/schema.js'
import type { Remade } from '../media/media.repository.js'
import { keyOf, rawKeyOf } from '../media/media.rules.js'
import { ImageProcesses } from './image-processes.js'
import type { ImageFault, ImageHeader, ImageReply } from './image-work.js'

/** Looks at images and makes them anew, in processes of their own. */
@Injectable()
export class ImagesService {
  constructor(
    private readonly processes: ImageProcesses,
    private readonly objects: ObjectStore,
    private readonly config: MediaConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** What the header of a stored upload says. @throws Refusal 422 `image-…`, 503 `busy` */
  async look(mediaId: string): Promise<ImageHeader> {
    const reply = await this.run('look', mediaId)
    if ('header' in reply) return reply.header
    throw this.refuse(mediaId, reply)
  }

  /**
   * Makes the image and its variants and stores them, in place of what an earlier try left.
   * @throws Refusal 422 `image-…`; anything else may go well another time
   */
  async remake({ id, content_type, variants }: MediaRow): Promise<Remade> {
    const reply = await this.run('remake', id)
    if (!('remade' in reply)) throw this.refuse(id, reply)
    const { original, thumbhash, variants: made } = reply.remade
    await Promise.all([
      this.store(keyOf(id), original, content_type),
      ...made.map(({ name, content }) => this.store(keyOf(id, name), content, 'image/webp')),
    ])
    const sizes = variants.map((variant) => ({
      ...variant,
      bytes: made.find(({ name }) => name === variant.name)?.bytes ?? 0,
    }))
    return { servedBytes: original.length, variants: sizes, thumbhash }
  }

  /** For one that nothing could be made of. */
  broken(): Refusal {
    return new Refusal(422, 'image-broken', { detail: this.explain('image-broken') })
  }

  private run(work: 'look' | 'remake', mediaId: string): Promise<ImageReply> {
    const limits = { pixels: this.config.pixels, frames: this.config.IMAGE_MAX_FRAMES }
    return this.processes.run({ work, limits }, async () => {
      const { stream, contentType } = await this.objects.get(rawKeyOf(mediaId))
      return { contentType, content: await buffer(stream) }
    })
  }

  private async store(key: string, content: Uint8Array, contentType: string): Promise<void> {
    await this.objects.put(key, Readable.from([content]), { contentType, contentLength: content.length })
  }

  private refuse(mediaId: string, reply: ImageReply): Refusal {
    if (!('fault' in reply)) throw new Error('the process answered another question')
    this.log.info({ mediaId, fault: reply.fault, why: reply.why }, 'an image is refused')
    return new Refusal(422, reply.fault, { detail: this.explain(reply.fault) })
  }

  private explain(fault: ImageFault): string {
    const { IMAGE_MAX_MEGAPIXELS: megapixels, IMAGE_MAX_FRAMES: frames } = this.config
    if (fault === 'image-too-large') return `The image has more than ${megapixels} million pixels. Make it smaller.`
    if (fault === 'image-too-many-frames') return `The animation has more than ${frames} frames. Make it shorter.`
    return 'The image cannot be read: it is damaged, or cut off. Open it in a program for pictures and save it anew.'
  }
}
