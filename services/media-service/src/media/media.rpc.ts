import { Injectable } from '@nestjs/common'
import type { GetMediaRequest } from '@quark/contracts/rpc/media/v1/media_pb'
import { Id, Refusal } from '@quark/service-kit'
import { z } from 'zod'
import { MediaService } from './media.service.js'
import { toView } from './media-view.js'

const MAX_IDS = 200
const Question = z.object({ ids: z.array(Id).max(MAX_IDS), personId: z.union([z.literal(''), Id]) })

/** Answers `quark.media.v1.MediaService`. */
@Injectable()
export class MediaRpc {
  constructor(private readonly media: MediaService) {}

  readonly getMedia = async (request: GetMediaRequest) => {
    const question = Question.safeParse(request)
    if (!question.success) throw Refusal.invalid('invalid-request', [], question.error.message)
    const { ids, personId } = question.data
    const found = await this.media.lookUp(ids, personId || undefined)
    return {
      media: found.map((medium) => ({
        ...toView(medium),
        ownerId: medium.owner_id,
        width: medium.width ?? 0,
        height: medium.height ?? 0,
        thumbhash: medium.thumbhash ?? '',
        usable: medium.owner_id === personId && medium.state !== 'failed',
      })),
    }
  }
}
