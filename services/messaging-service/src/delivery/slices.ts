import { Injectable } from '@nestjs/common'
import type { MessageRow } from '../db/schema.js'
import { LogRepository, type Place } from './log.repository.js'
import { type Slice, sliceOf } from './slice.js'

/** Places that one statement reads from. */
const AT_ONCE = 50

interface Wanted {
  readonly place: Place
  readonly resolve: (slice: Slice) => void
  readonly reject: (error: unknown) => void
}

/**
 * Reads what comes after places in conversations. What is asked for while a statement runs is gathered into the next one, so a
 * thousand clients that come back at once are so many places and a few statements, one after the other.
 */
@Injectable()
export class Slices {
  private wanted: Wanted[] = []
  private running = false

  constructor(private readonly log: LogRepository) {}

  after(place: Place): Promise<Slice> {
    return new Promise((resolve, reject) => {
      this.wanted.push({ place, resolve, reject })
      if (this.running) return
      this.running = true
      queueMicrotask(() => void this.drain())
    })
  }

  private async drain(): Promise<void> {
    while (this.wanted.length > 0) await this.read(this.wanted.splice(0, AT_ONCE))
    this.running = false
  }

  private async read(some: readonly Wanted[]): Promise<void> {
    try {
      const rows = await this.log.readAfter(some.map(({ place }) => place))
      const found = some.map((): MessageRow[] => [])
      for (const { nth, ...row } of rows) found[nth - 1]?.push(row)
      for (const [index, { place, resolve }] of some.entries()) resolve(sliceOf(place, found[index] ?? []))
    } catch (error) {
      for (const { reject } of some) reject(error)
    }
  }
}
