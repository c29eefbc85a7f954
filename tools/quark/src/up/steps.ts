import pc from 'picocolors'

/**
 * Shows the steps of a start on stdout, each with the seconds it took: at once in a terminal, when it is done
 * elsewhere, so that a log has one line for each.
 */
export class Steps {
  private current: { name: string; since: number } | undefined
  private readonly began = performance.now()

  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

  /** Seconds since the first step. */
  get seconds(): number {
    return (performance.now() - this.began) / 1000
  }

  /** The step before is done, this one begins. */
  begin(name: string): void {
    this.end()
    this.current = { name, since: performance.now() }
    if (this.out.isTTY) this.out.write(`  ${pc.dim('...')}     ${name}`)
  }

  /** The last step is done. */
  end(): void {
    if (!this.current) return
    const seconds = ((performance.now() - this.current.since) / 1000).toFixed(1)
    this.out.write(`${this.out.isTTY ? '\r' : ''}  ${pc.dim(`${seconds.padStart(4)} s`)}  ${this.current.name}\n`)
    this.current = undefined
  }

  /** Leaves the line of a step that failed. */
  fail(): void {
    if (this.current && this.out.isTTY) this.out.write('\n')
    this.current = undefined
  }
}
