import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import type { MediaDB, ThingTable } from '../db/schema.js'
import { UsesRepository } from './uses.repository.js'

/** Which things of other modules show which media: who sees a medium, and which are no longer wanted, follows from it. */
@Injectable()
export class UsesService {
  constructor(private readonly uses: UsesRepository) {}

  /** The media that a thing shows from now on, all of them; ignored when newer news of the thing is known. */
  async learn(tx: Tx<MediaDB>, thing: ThingTable, mediaIds: readonly string[]): Promise<void> {
    if (!(await this.uses.learn(tx, thing))) return
    const concerned = [...new Set([...(await this.uses.shownBy(tx, thing)), ...mediaIds])]
    if (concerned.length === 0) return
    await this.uses.lockMedia(tx, concerned)
    await this.uses.replace(tx, thing, [...new Set(mediaIds)])
    await this.uses.noteUnused(tx, concerned)
  }
}
