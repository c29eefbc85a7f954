import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { LOGGER, type Logger } from '@quark/service-kit'
import { ReadsService } from './reads.service.js'

/** Marks of a moment are stored and told at once: in a group of two hundred everybody reads the same message. */
const GATHER_MS = 250

/** Gathers what sockets say has been read. */
@Injectable()
export class ReadMarks implements OnModuleDestroy {
  private waiting = new Map<string, { conversationId: string; personId: string; seq: number }>()
  private timer: NodeJS.Timeout | undefined
  private storing: Promise<void> = Promise.resolve()

  constructor(
    private readonly reads: ReadsService,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  note(personId: string, conversationId: string, seq: number): void {
    const key = `${conversationId} ${personId}`
    const known = this.waiting.get(key)
    if (known && known.seq >= seq) return
    this.waiting.set(key, { conversationId, personId, seq })
    this.timer ??= setTimeout(() => this.flush(), GATHER_MS)
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer)
    this.flush()
    await this.storing
  }

  private flush(): void {
    this.timer = undefined
    const marks = [...this.waiting.values()]
    this.waiting = new Map()
    if (marks.length === 0) return
    this.storing = this.storing
      .then(() => this.reads.mark(marks))
      .catch((error: unknown) => this.log.warn({ err: error }, 'read marks were lost; the next ones make up for them'))
  }
}
