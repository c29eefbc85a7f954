import type { PostDraft } from '../api-types.ts'

/** What came of one try to save. */
export type SaveResult =
  | { kind: 'saved'; revision: number }
  | { kind: 'conflict'; theirs: PostDraft & { revision: number } }
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
  onState(state: SaveState): void
  revision: number
  /** Whether a change saves itself; a published post waits for its author. */
  auto: boolean
}

/** A pause in typing after which a draft is saved, and the longest time that typing may put it off. */
const PAUSE_MS = 1000
const LONGEST_MS = 5000
/** Tries again after nobody answered. */
const RETRY_MS = [2000, 5000, 10_000]

/** Saves a text while it is written: one request at a time, always the newest text, never over somebody else's. */
export class Autosave {
  state: SaveState = { kind: 'saved' }
  private timer: ReturnType<typeof setTimeout> | undefined
  private running: Promise<void> | undefined
  private changes = 0
  private dirtySince = 0
  private failures = 0

  constructor(private readonly options: AutosaveOptions) {}

  get revision(): number {
    return this.options.revision
  }

  /** The text has changed. */
  changed(): void {
    this.changes++
    if (this.state.kind === 'conflict') return
    if (this.state.kind === 'saved' || this.dirtySince === 0) this.dirtySince = Date.now()
    if (this.state.kind === 'saved' || this.state.kind === 'refused') this.set({ kind: 'dirty' })
    if (!this.options.auto || this.state.kind !== 'dirty') return
    this.schedule(Math.max(0, Math.min(PAUSE_MS, this.dirtySince + LONGEST_MS - Date.now())))
  }

  /** Saves now what is not saved. @returns whether everything is */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer)
    while (this.running) await this.running
    if (this.state.kind !== 'saved' && this.state.kind !== 'conflict') await this.run()
    return this.state.kind === 'saved'
  }

  /** The other text was chosen and is on the page, or this one stands from now on over that revision. */
  resolve(revision: number, keepMine: boolean): void {
    this.options.revision = revision
    this.set({ kind: keepMine ? 'dirty' : 'saved' })
    if (keepMine) void this.flush()
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.run(), ms)
  }

  private run(): Promise<void> {
    this.running ??= this.saveOnce().finally(() => {
      this.running = undefined
    })
    return this.running
  }

  private async saveOnce(): Promise<void> {
    const before = this.changes
    this.dirtySince = 0
    if (this.state.kind !== 'offline') this.set({ kind: 'saving' })
    const result = await this.options.save(this.options.read(), this.options.revision)
    this.failures = result.kind === 'offline' ? this.failures + 1 : 0
    if (result.kind === 'offline') {
      this.set({ kind: 'offline' })
      this.schedule(RETRY_MS[Math.min(this.failures, RETRY_MS.length) - 1] ?? PAUSE_MS)
    } else if (result.kind === 'saved') {
      this.options.revision = result.revision
      const again = this.changes !== before
      this.set({ kind: again ? 'dirty' : 'saved' })
      if (again && this.options.auto) this.schedule(PAUSE_MS)
    } else {
      this.set(result)
    }
  }

  private set(state: SaveState): void {
    this.state = state
    this.options.onState(state)
  }
}
