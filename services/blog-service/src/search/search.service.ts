import { Injectable } from '@nestjs/common'
import { decodeCursor, type Tx, toPage } from '@quark/service-kit'
import { z } from 'zod'
import { type Match, type Searchable, type SearchFilter, SearchRepository } from './search.repository.js'

const CursorKey = z.tuple([z.number(), z.uuid()])

@Injectable()
export class SearchService {
  constructor(private readonly search: SearchRepository) {}

  /** Makes a published post findable, by what it says now. */
  index(tx: Tx, post: Searchable): Promise<void> {
    return this.search.index(tx, post)
  }

  remove(tx: Tx, postId: string): Promise<void> {
    return this.search.remove(tx, postId)
  }

  /**
   * The ids of the posts that answer a question, the best first. A word that no post has is read as the words like it
   * that posts have.
   */
  async find(
    question: string,
    filter: SearchFilter,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<{ items: string[]; nextCursor: string | null }> {
    const after = cursor ? matchOf(cursor) : undefined
    const corrections = await this.search.corrections(question)
    const matches = await this.search.find(question, corrections, filter, limit, after)
    return toPage(
      matches,
      limit,
      ({ id }) => id,
      ({ rank, id }) => [rank, id],
    )
  }
}

function matchOf(cursor: string): Match {
  const [rank, id] = decodeCursor(cursor, CursorKey)
  return { rank, id }
}
