/** The least that S3 takes, for memory's sake. It takes 10,000 parts at most, so an object may have 48 GB. */
export const PART_SIZE = 5 * 1024 * 1024

/**
 * Makes parts of chunks, in two buffers that are used again by turns: one is sent while the other is filled. So a part
 * must have been sent when the second after it is asked for.
 */
export class PartBuffers {
  private filling: Buffer = Buffer.alloc(0)
  private other: Buffer | undefined
  private used = 0

  /** What is left at the end: all of an object that fits into one part. */
  rest(): Buffer {
    return this.filling.subarray(0, this.used)
  }

  /** The parts that this chunk fills. */
  *fill(chunk: Buffer): Generator<Buffer> {
    for (let taken = 0; taken < chunk.length; ) {
      if (this.used === PART_SIZE) yield this.turn()
      this.makeRoom(chunk.length - taken)
      const count = chunk.copy(this.filling, this.used, taken)
      this.used += count
      taken += count
    }
  }

  private turn(): Buffer {
    const full = this.filling
    this.filling = this.other ?? Buffer.allocUnsafe(PART_SIZE)
    this.other = full
    this.used = 0
    return full
  }

  /** Small objects, of which there may be many at once, get small buffers. */
  private makeRoom(wanted: number): void {
    if (this.filling.length === PART_SIZE || this.filling.length >= this.used + wanted) return
    const size = Math.min(PART_SIZE, Math.max(64 * 1024, 2 * (this.used + wanted)))
    const larger = Buffer.allocUnsafe(size)
    this.filling.copy(larger, 0, 0, this.used)
    this.filling = larger
  }
}
