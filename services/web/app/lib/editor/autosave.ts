import type { PostDraft } from '../api-types.ts'

/** A text as the server has it. */
export type ServerText = PostDraft & { revision: number }

/** What came of one try to save. */
export type SaveResult =
  | { kind: 'saved'; revision: number }
  | { kind: 'conflict'; theirs: ServerText }
  /** The server understood and said no; trying again changes nothing. */
  | { kind: 'refused'; code: string }
  /** Nobody answered; a later try may succeed. */
  | { kind: 'offline' }

export type SaveState =
  | { kind: 'saved' | 'dirty' | 'saving' | 'offline' }
  | Exclude<SaveResult, { kind: 'saved' | 'offline' }>

export interface AutosaveOptions {
  save(draft: PostDraft, revision: number): Promise<SaveResult>
  /** The text as it is now. */
  read(): PostDraft
  /** Whether two texts are one for a reader: the server stores a cleaned one. */
  isSame(one: PostDraft, other: PostDraft): boolean
  onState(state: SaveState): void
  revision: number
  /** Whether a change saves itself; a published post waits for its author. */
  auto: boolean
}

/** A change is on its way to the server after this time at the latest. */
const LATEST_MS = 1000
/** Tries again after nobody answered. */
const RETRY_MS = [2000, 5000, 10_000]
/** So many texts whose answer was lost are remembered. */
const MOST_UNANSWERED = 10

/** Saves a text while it is written: one request at a time, always the newest text, never over somebody else's. */
export class Autosave {
  state: SaveState = { kind: 'saved' }
  private timer: ReturnType<typeof setTimeout> | undefined
  private running: Promise<void> | undefined
  private changes = 0
  /** When the oldest change was made that no request has taken along. */
  private dirtySince = 0
  private failures = 0
  /** Sent, and never answered: the server may have stored any of them. */
  private unanswered: PostDraft[] = []

  constructor(private readonly options: AutosaveOptions) {}

  get revision(): number {
    return this.options.revision
  }

  /** The text has changed. */
  changed(): void {
    this.changes++
    this.dirtySince ||= Date.now()
    if (this.state.kind === 'conflict') return
    if (this.state.kind === 'saved' || this.state.kind === 'refused') this.set({ kind: 'dirty' })
    if (this.options.auto && this.state.kind === 'dirty') this.saveSoon()
  }

  /** Saves now what is not saved. @returns whether everything is */
  async flush(): Promise<boolean> {
    this.stop()
    while (this.running) await this.running
    if (this.state.kind !== 'saved' && this.state.kind !== 'conflict') await this.run()
    return this.state.kind === 'saved'
  }

  /** An earlier page sent these, or was about to: one of them on the server is ours and no dispute. */
  mayHaveSent(drafts: PostDraft[]): void {
    this.unanswered.push(...drafts)
  }

  /** Somebody else's text was found; nothing is saved until `resolve`. */
  dispute(theirs: ServerText): void {
    this.stop()
    this.set({ kind: 'conflict', theirs })
  }

  /** The other text was chosen and is on the page, or this one stands from now on over that revision. */
  resolve(revision: number, keepMine: boolean): void {
    this.options.revision = revision
    this.set({ kind: keepMine ? 'dirty' : 'saved' })
    if (keepMine) void this.flush()
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private saveSoon(): void {
    if (this.timer === undefined) this.schedule(Math.max(0, this.dirtySince + LATEST_MS - Date.now()))
  }

  private schedule(ms: number): void {
    this.stop()
    this.timer = setTimeout(() => {
      this.timer = undefined
      void this.run()
    }, ms)
  }

  private run(): Promise<void> {
    this.running ??= this.saveOnce().finally(() => {
      this.running = undefined
    })
    return this.running
  }

  private async saveOnce(): Promise<void> {
    const before = this.changes
    const draft = this.options.read()
    this.dirtySince = 0
    if (this.state.kind !== 'offline') this.set({ kind: 'saving' })
    let result = await this.options.save(draft, this.options.revision)
    if (result.kind === 'conflict' && this.isOurs(result.theirs, draft)) {
      this.options.revision = result.theirs.revision
      result = await this.options.save(draft, this.options.revision)
    }
    this.failures = result.kind === 'offline' ? this.failures + 1 : 0
    if (result.kind === 'offline') {
      this.unanswered = [draft, ...this.unanswered].slice(0, MOST_UNANSWERED)
      this.set({ kind: 'offline' })
      this.schedule(RETRY_MS[Math.min(this.failures, RETRY_MS.length) - 1] ?? LATEST_MS)
    } else if (result.kind === 'saved') {
      this.unanswered = []
      this.options.revision = result.revision
      const again = this.changes !== before
      this.set({ kind: again ? 'dirty' : 'saved' })
      if (again && this.options.auto) this.saveSoon()
    } else {
      this.set(result)
    }
  }

  /** The "other" text is one that we sent ourselves, and only the answer was lost. */
  private isOurs(theirs: ServerText, current: PostDraft): boolean {
    return [current, ...this.unanswered].some((draft) => this.options.isSame(draft, theirs))
  }

  private set(state: SaveState): void {
    this.state = state
    this.options.onState(state)
  }
}
