import { Injectable } from '@nestjs/common'
import type { Picture } from '../db/schema.js'
import { PicturesClient } from './pictures.client.js'
import { idsOf, type Wanted } from './pictures.rules.js'

/** Knows what media-service knows of pictures, asking it only for what is new: a text can be saved while it is away. */
@Injectable()
export class PicturesService {
  constructor(private readonly media: PicturesClient) {}

  /**
   * @param known of the post so far
   * @returns these, and what is new and may be shown. Not for a transaction: it calls out
   * @throws Refusal 503 `media-service-unavailable`
   */
  async lookUp(authorId: string, wanted: Wanted, known: readonly Picture[]): Promise<readonly Picture[]> {
    const unknown = idsOf(wanted).filter((id) => !known.some((picture) => picture.id === id))
    return unknown.length === 0 ? known : [...known, ...(await this.media.findUsable(unknown, authorId))]
  }
}
