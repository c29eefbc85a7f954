import { Worker } from 'node:worker_threads'
import { Injectable, type OnModuleDestroy } from '@nestjs/common'
import { Refusal } from '@quark/service-kit'
import type { CardText } from './card.rules.js'

/** Cards that may wait; more are refused. */
const MOST_WAITING = 32
const DRAWING_MS = 10_000
/** A thread with its fonts takes some 60 MB: it goes when there is nothing to do. */
const IDLE_MS = 30_000

interface Order {
  readonly text: CardText
  readonly resolve: (png: Buffer) => void
  readonly reject: (error: Error) => void
}

interface Drawn {
  png?: Uint8Array
  error?: string
}

/** Draws cards in a thread of its own, one at a time. */
@Injectable()
export class CardStudio implements OnModuleDestroy {
  private readonly waiting: Order[] = []
  private current: Order | undefined
  private worker: Worker | undefined
  private timer: NodeJS.Timeout | undefined

  /** @throws Refusal 503 when too many are waiting; Error when it cannot be drawn in time */
  draw(text: CardText): Promise<Buffer> {
    if (this.waiting.length >= MOST_WAITING) throw Refusal.unavailable('card')
    return new Promise((resolve, reject) => {
      this.waiting.push({ text, resolve, reject })
      if (!this.current) this.next()
    })
  }

  async onModuleDestroy(): Promise<void> {
    for (const { reject } of this.waiting.splice(0)) reject(new Error('The module stops.'))
    await this.close()
  }

  private next(): void {
    clearTimeout(this.timer)
    this.current = this.waiting.shift()
    if (!this.current) {
      this.timer = setTimeout(() => void this.close(), IDLE_MS).unref()
      return
    }
    this.worker ??= this.open()
    this.timer = setTimeout(() => void this.fail(new Error(`A card took more than ${DRAWING_MS} ms.`)), DRAWING_MS)
    this.worker.postMessage(this.current.text)
  }

  private open(): Worker {
    const worker = new Worker(new URL('./card.worker.js', import.meta.url))
    worker.unref()
    worker.on('message', ({ png, error }: Drawn) => {
      const order = this.current
      if (png) order?.resolve(Buffer.from(png))
      else order?.reject(new Error(error))
      this.next()
    })
    worker.on('error', (error) => void this.fail(error instanceof Error ? error : new Error(String(error))))
    return worker
  }

  /** The thread is of no use any more: the next card gets a new one. */
  private async fail(error: Error): Promise<void> {
    this.current?.reject(error)
    await this.close()
    this.next()
  }

  private async close(): Promise<void> {
    clearTimeout(this.timer)
    const { worker } = this
    this.worker = undefined
    worker?.removeAllListeners()
    await worker?.terminate()
  }
}
