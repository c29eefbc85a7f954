import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { LOGGER, type Logger } from '@quark/service-kit'
import { MediaConfig } from '../config.js'
import { ImageJobsService } from './image-jobs.service.js'

/** Looks for work that another process left. */
const POLL_MS = 30_000

/** Does the work on images in the background, as many at once as there are processes for it. */
@Injectable()
export class ImageRunner implements OnModuleDestroy {
  private readonly waiting = new Map<string, () => void>()
  private readonly running = new Set<Promise<void>>()
  private timer: NodeJS.Timeout | undefined
  private stopped = true
  /** Grows with each call for work: who found none looks again when it was called meanwhile. */
  private calls = 0

  constructor(
    private readonly jobs: ImageJobsService,
    private readonly config: MediaConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  start(): void {
    this.stopped = false
    this.timer = setInterval(() => this.wake(), POLL_MS)
    this.timer.unref()
    this.wake()
  }

  /** There is work: whoever is idle looks for it, and who is busy finds it afterwards. */
  wake(): void {
    this.calls++
    while (!this.stopped && this.running.size < this.config.IMAGE_WORKERS) {
      const run: Promise<void> = this.work().finally(() => this.running.delete(run))
      this.running.add(run)
    }
  }

  /** Resolves when this process is done with the image, or after so many milliseconds. */
  async done(mediaId: string, withinMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, withinMs)
      this.waiting.set(mediaId, () => {
        clearTimeout(late)
        resolve()
      })
      this.wake()
    })
    this.waiting.delete(mediaId)
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    for (const told of this.waiting.values()) told()
    await Promise.all(this.running)
  }

  private async work(): Promise<void> {
    try {
      while (!this.stopped) {
        const { calls } = this
        const mediaId = await this.jobs.next()
        if (mediaId !== undefined) this.waiting.get(mediaId)?.()
        else if (calls === this.calls) return
      }
    } catch (error) {
      this.log.warn({ err: error }, 'work on images could not be had; it is tried again in half a minute')
    }
  }
}
