import { Injectable, type OnModuleDestroy } from '@nestjs/common'
import { Refusal } from '@quark/service-kit'
import { MediaConfig } from '../config.js'
import { ImageProcess } from './image-process.js'
import type { ImageOrder, ImageReply } from './image-work.js'

type LoadedImage = Pick<ImageOrder, 'content' | 'contentType'>

/** How many may wait in a line: who waits for the last place waits about half a minute. */
const IN_LINE = 20

/** Hands the work on images to a few processes. Who only wants to look goes before whoever has an image remade. */
@Injectable()
export class ImageProcesses implements OnModuleDestroy {
  private readonly free: ImageProcess[]
  private readonly all: readonly ImageProcess[]
  private readonly looking: ((process: ImageProcess) => void)[] = []
  private readonly remaking: ((process: ImageProcess) => void)[] = []

  constructor(config: MediaConfig) {
    this.all = Array.from({ length: config.IMAGE_WORKERS }, () => new ImageProcess(config.timeoutMs))
    this.free = [...this.all]
  }

  /**
   * @param load reads the image when its turn has come: none waits in memory
   * @throws Refusal 503 `busy` when too many wait; Error when the process dies or takes too long
   */
  async run(order: Pick<ImageOrder, 'work' | 'limits'>, load: () => Promise<LoadedImage>): Promise<ImageReply> {
    const process = this.free.pop() ?? (await this.wait(order.work === 'look' ? this.looking : this.remaking))
    try {
      return await process.send({ ...order, ...(await load()) })
    } finally {
      const next = this.looking.shift() ?? this.remaking.shift()
      if (next) next(process)
      else this.free.push(process)
    }
  }

  onModuleDestroy(): void {
    for (const process of this.all) process.stop()
  }

  private wait(line: ((process: ImageProcess) => void)[]): Promise<ImageProcess> {
    if (line.length >= IN_LINE) {
      throw new Refusal(503, 'busy', { retryAfter: 10, detail: 'Too many images come in at this moment. Try again.' })
    }
    return new Promise((resolve) => line.push(resolve))
  }
}
