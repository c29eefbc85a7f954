import { Injectable } from '@nestjs/common'
import { MediaService } from '@quark/contracts/rpc/media/v1/media_pb'
import { Peers } from '@quark/service-kit'
import type { UploadedFile } from './avatars.rules.js'

const SQUARE = 'preview'

/** Asks media-service. */
@Injectable()
export class AvatarsClient {
  constructor(private readonly peers: Peers) {}

  /** @throws Refusal 503 `media-service-unavailable` */
  async find(mediaId: string, personId: string): Promise<UploadedFile | undefined> {
    const { media } = await this.peers.rpc(MediaService).getMedia({ ids: [mediaId], personId })
    const [found] = media
    if (!found) return undefined
    const { id, kind, usable, url, variants } = found
    return { id, kind, usable, previewUrl: variants.find(({ name }) => name === SQUARE)?.url ?? url }
  }
}
