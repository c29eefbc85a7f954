import { setTimeout as pause } from 'node:timers/promises'

/** Rests that a loop takes between looks, cut short when there is something to see, or when it is to end. */
export class Alarm {
  private readonly ending = new AbortController()
  private ring: () => void = () => {}
  private rung = false

  get stopped(): boolean {
    return this.ending.signal.aborted
  }

  /** There may be something new. Remembered when nobody rests now. */
  readonly wake = (): void => {
    this.rung = true
    this.ring()
  }

  stop(): void {
    this.ending.abort()
  }

  /** Whether it rang since this was last asked. */
  heard(): boolean {
    const { rung } = this
    this.rung = false
    return rung
  }

  /** Rests until the time is over, or it rings, or is stopped. */
  async rest(ms: number): Promise<void> {
    if (this.rung) return
    const woken = new AbortController()
    this.ring = () => woken.abort()
    await this.wait(ms, AbortSignal.any([woken.signal, this.ending.signal]))
    this.ring = () => {}
  }

  /** Rests until the time is over or it is stopped, however often it rings. */
  async pause(ms: number): Promise<void> {
    await this.wait(ms, this.ending.signal)
  }

  private async wait(ms: number, signal: AbortSignal): Promise<void> {
    // An aborted pause rejects with the signal's reason and nothing else.
    await pause(ms, undefined, { signal }).catch(() => {})
  }
}
