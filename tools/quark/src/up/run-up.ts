import { loadManifests, type Manifest } from '@quark/manifest'
import { DataFolder, isFree, PlainError } from '@quark/service-kit/embedded'
import { root } from '../root.js'
import { describeLogin, seedDemo } from '../seed/seed-demo.js'
import { banner } from './banner.js'
import { chooseModules } from './choose-modules.js'
import { dataPath } from './data-path.js'
import { type DatabaseServer, openDatabaseServer } from './database-server.js'
import { returnMemory } from './return-memory.js'
import type { RunningModules } from './running-modules.js'
import { Shutdown } from './shutdown.js'
import { Steps } from './steps.js'

export interface UpOptions {
  /** The gateway's port. */
  port: number
  /** The address to listen on. */
  host: string
  data?: string
  only?: string
  separate?: boolean
  demo?: boolean
}

/** Runs Quark until it is told to stop; answers the exit code. Throws PlainError when it cannot start. */
export async function runUp(options: UpOptions): Promise<number> {
  const run = new Run(options)
  const shutdown = new Shutdown({ drain: () => run.stop(), force: () => run.abandon() })
  const fail = (error: unknown) => {
    console.error(error)
    void shutdown.endWith(1)
  }
  process.on('uncaughtException', fail).on('unhandledRejection', fail)
  try {
    await run.start((reason) => {
      console.error(`${reason}: stopping the others.`)
      void shutdown.endWith(1)
    })
  } catch (error) {
    // What fails because it was told to stop needs no words.
    if (!run.stopping) {
      await run.stop()
      throw error
    }
  }
  return shutdown.ended
}

/** One run, from the data folder to the banner, and back. */
class Run {
  /** True once it was told to stop. */
  stopping = false
  private readonly steps = new Steps()
  private starting: Promise<void> | undefined
  private folder: DataFolder | undefined
  private database: DatabaseServer | undefined
  private modules: RunningModules | undefined

  constructor(private readonly options: UpOptions) {}

  /** Starts everything; comes back when it is up, or half-way when it was told to stop meanwhile. */
  start(onDeath: (reason: string) => void): Promise<void> {
    this.starting = this.startAll(onDeath)
    return this.starting
  }

  private async startAll(onDeath: (reason: string) => void): Promise<void> {
    const { port, host, separate } = this.options
    const chosen = chooseModules(loadManifests(root), this.options.only)
    this.folder = DataFolder.open(dataPath(this.options.data))
    const opensPort = port !== 0 && chosen.some(({ name }) => name === 'api-gateway')
    if (opensPort && !(await isFree(port, host))) throw portTaken(port)

    if (this.folder.fresh) process.stdout.write('First start: everything is made ready once.\n')
    this.database = await openDatabaseServer(this.folder, this.steps)
    if (this.stopping) return

    this.steps.begin('modules: loading')
    const startModules = separate
      ? (await import('./separate.js')).startSeparately
      : (await import('./in-process.js')).startInProcess
    this.modules = await startModules(chosen, {
      databaseUrl: this.database.url,
      objectsFolder: this.folder.objects,
      secrets: this.folder.secrets().forPlatform(),
      steps: this.steps,
      ...{ host, port, onDeath },
    })
    if (!this.stopping) await this.welcome(chosen)
  }

  /** Lets what is under way finish, then stops: first the doors, then the modules, PostgreSQL last. */
  async stop(): Promise<void> {
    const wasUp = this.modules !== undefined
    this.stopping = true
    this.steps.fail()
    if (wasUp) process.stdout.write('\nStopping: finishing what is under way (Ctrl-C again to stop at once) ...\n')
    await this.starting?.catch(() => {})
    await this.modules?.stop()
    await this.database?.stop()
    this.folder?.close()
    if (wasUp) process.stdout.write('Stopped.\n')
  }

  /** Stops without waiting for anything. The next start recovers. */
  async abandon(): Promise<void> {
    this.modules?.kill()
    await this.database?.abandon()
    this.folder?.close()
  }

  private async welcome(modules: Manifest[]): Promise<void> {
    const url = this.modules?.url
    if (url) this.folder?.announce(url)
    if (url && this.options.demo) await this.seed(url)
    this.steps.end()
    process.stdout.write(
      banner({
        url,
        seconds: this.steps.seconds,
        folder: this.folder?.path ?? '',
        database: this.database?.description ?? '',
        modules: modules.map(({ name, http }) => ({ name, port: http.port })),
      }),
    )
    returnMemory()
  }

  private async seed(url: string): Promise<void> {
    this.steps.begin('demo community')
    const login = await seedDemo(url, (line) => this.steps.begin(line))
    this.steps.end()
    process.stdout.write(`\n  ${describeLogin(login)}\n`)
  }
}

function portTaken(port: number): PlainError {
  return new PlainError(
    `Port ${port} is taken by another program: stop that one, or choose another port, as in "npm start -- --port ${port + 1}".`,
  )
}
