import type { PostDraft } from '../api-types.ts'
import type { LocalCopy } from './local-copies.ts'

/** What a copy is made of at the moment of writing. */
export type CopyOf = Omit<LocalCopy, 'id' | 'changedAt' | 'sent'>

interface Options {
  id: string
  read(): CopyOf
  store: { put(copy: LocalCopy): Promise<void>; remove(id: string): Promise<void> }
  /** Whether the last try worked: where nothing is kept, the person is told so. */
  onKept(isKept: boolean): void
}

/** Typing is in the browser's store after this time. */
const LATEST_MS = 100

/** Writes a text into the browser's store while it is typed, and forgets it when the server has it. */
export class CopyWriter {
  private timer: ReturnType<typeof setTimeout> | undefined
  private sent: PostDraft | undefined
  private last: Promise<void> = Promise.resolve()
  private changedAt = 0

  constructor(private readonly options: Options) {}

  get id(): string {
    return this.options.id
  }

  changed(): void {
    this.changedAt = Date.now()
    this.timer ??= setTimeout(() => void this.write(), LATEST_MS)
  }

  /** Writes now what the timer would write soon; the page may be about to go. */
  flush(): void {
    if (this.timer !== undefined) void this.write()
  }

  /** This text is about to go to the server, which may store it without our ever hearing of it. */
  sending(draft: PostDraft): Promise<void> {
    this.sent = draft
    return this.write()
  }

  /** The server has the newest text. */
  saved(): Promise<void> {
    this.clear()
    this.sent = undefined
    return this.inTurn(() => this.options.store.remove(this.options.id))
  }

  private write(): Promise<void> {
    this.clear()
    const copy = { ...this.options.read(), id: this.id, sent: this.sent, changedAt: this.changedAt || Date.now() }
    return this.inTurn(() => this.options.store.put(copy))
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.last = this.last.then(work).then(
      () => this.options.onKept(true),
      (error: unknown) => {
        console.warn('This browser keeps no copy of the text:', error)
        this.options.onKept(false)
      },
    )
    return this.last
  }

  private clear(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }
}
