import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ImageOrder, ImageReply } from './image-work.js'

/** The built one, also for a test that runs the source: the process knows no TypeScript. */
const PROGRAM = fileURLToPath(new URL('../../dist/images/worker.js', import.meta.url))
/** Idle for so long, the process ends: it takes 60 MB. */
const IDLE_MS = 30_000

/** A process of its own for the work on images, one image at a time. Started when there is something to do. */
export class ImageProcess {
  private child: ChildProcess | undefined
  private idle: NodeJS.Timeout | undefined

  constructor(private readonly timeoutMs: number) {}

  /** @throws Error when the process dies or takes too long; the next order gets a new one */
  async send(order: ImageOrder): Promise<ImageReply> {
    clearTimeout(this.idle)
    const child = this.child ?? this.start()
    try {
      return await this.ask(child, order)
    } finally {
      this.idle = setTimeout(() => this.stop(), IDLE_MS)
      this.idle.unref()
    }
  }

  /** Ends the process, whatever it does. */
  stop(): void {
    clearTimeout(this.idle)
    this.child?.kill('SIGKILL')
    this.child = undefined
  }

  private start(): ChildProcess {
    const env = { NODE_ENV: process.env.NODE_ENV, MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '1' }
    const child = fork(PROGRAM, {
      serialization: 'advanced',
      env,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.once('exit', () => {
      if (this.child === child) this.child = undefined
    })
    // Nothing to wait for when nothing is asked.
    child.unref()
    child.channel?.unref()
    this.child = child
    return child
  }

  private ask(child: ChildProcess, order: ImageOrder): Promise<ImageReply> {
    return new Promise((resolve, reject) => {
      const done = (end: () => void) => {
        clearTimeout(late)
        child.off('message', answered).off('exit', died).off('error', died)
        end()
      }
      const answered = (reply: unknown) => done(() => resolve(reply as ImageReply))
      const died = () => done(() => reject(new Error('the process that works on images ended')))
      const late = setTimeout(() => {
        this.stop()
        done(() => reject(new Error(`the work on an image took more than ${this.timeoutMs} ms`)))
      }, this.timeoutMs)
      child.on('message', answered).once('exit', died).once('error', died)
      child.send(order, (error) => error && died())
    })
  }
}
