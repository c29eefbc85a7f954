import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type LaunchOptions } from 'playwright-core'

/** A Chromium with a profile on disk, which can be killed and started again with the same profile. */
export class KillableBrowser {
  private readonly folder = mkdtempSync(join(tmpdir(), 'quark-profile-'))
  private context: BrowserContext | undefined

  constructor(
    private readonly options: LaunchOptions,
    private readonly origin: string,
  ) {}

  async run(): Promise<BrowserContext> {
    this.context = await chromium.launchPersistentContext(this.folder, {
      ...this.options,
      baseURL: this.origin,
      viewport: { width: 1280, height: 900 },
      locale: 'en-GB',
    })
    return this.context
  }

  /** Ends all of its processes at once, as a power cut would. */
  async kill(): Promise<void> {
    const { context } = this
    if (!context) return
    const gone = new Promise((closed) => context.once('close', closed))
    for (const pid of this.processes()) process.kill(pid, 'SIGKILL')
    await gone
    this.context = undefined
  }

  async stop(): Promise<void> {
    await this.context?.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** The main process is the one that was given the folder and has no type; its children end with it. */
  private processes(): number[] {
    const table = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n')
    const own = table.filter((line) => line.includes(`--user-data-dir=${this.folder}`) && !line.includes('--type='))
    return own.map((line) => Number.parseInt(line, 10))
  }
}
