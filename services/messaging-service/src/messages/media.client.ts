import { Injectable } from '@nestjs/common'
import { MediaService } from '@quark/contracts/rpc/media/v1/media_pb'
import { Peers } from '@quark/service-kit'

/** Asks media-service. */
@Injectable()
export class MediaClient {
  constructor(private readonly peers: Peers) {}

  /** Which of these a person may let a thing of theirs refer to. @throws Refusal 503 `media-service-unavailable` */
  async usable(ids: readonly string[], personId: string): Promise<Set<string>> {
    const { media } = await this.peers.rpc(MediaService).getMedia({ ids: [...ids], personId })
    return new Set(media.filter(({ usable }) => usable).map(({ id }) => id))
  }
}
