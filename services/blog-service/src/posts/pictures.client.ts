import { Injectable } from '@nestjs/common'
import { type Media, MediaService } from '@quark/contracts/rpc/media/v1/media_pb'
import { Peers } from '@quark/service-kit'
import type { PictureView } from './pictures.schema.js'

/** media-service answers so many at once. */
const BATCH = 200

/** Asks media-service. */
@Injectable()
export class PicturesClient {
  constructor(private readonly peers: Peers) {}

  /**
   * Those of these files that are images and that this person may show.
   * @throws Refusal 503 `media-service-unavailable`
   */
  async findUsable(ids: readonly string[], personId: string): Promise<PictureView[]> {
    const client = this.peers.rpc(MediaService)
    const found: Media[] = []
    for (let first = 0; first < ids.length; first += BATCH) {
      const { media } = await client.getMedia({ ids: ids.slice(first, first + BATCH), personId })
      found.push(...media)
    }
    return found.filter(({ kind, usable }) => usable && kind === 'image').map(toPicture)
  }
}

const toPicture = ({ id, url, width, height, thumbhash, variants }: Media): PictureView => ({
  ...{ id, url, width, height, thumbhash },
  variants: variants.map((variant) => ({
    name: variant.name,
    url: variant.url,
    width: variant.width,
    height: variant.height,
  })),
})
