import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Manifest } from '@quark/manifest'
import { isFree, PlainError } from '@quark/service-kit/embedded'
import { prefixLines } from './prefix-lines.js'
import type { Launch, RunningModules } from './running-modules.js'

const GATEWAY = 'api-gateway'
const READY_MS = 60_000
const STOP_MS = 20_000

/** Runs each module in a process of its own, as in production. One that dies ends the run. */
export async function startSeparately(modules: Manifest[], launch: Launch): Promise<RunningModules> {
  await assertPortsFree(modules, launch)
  launch.steps.begin(`modules: starting ${modules.length} processes`)
  const children = modules.map((module, index) => new ModuleProcess(module, launch, index))
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()))
  }
  const kill = () => {
    for (const child of children) child.kill()
  }
  try {
    await Promise.all(children.map((child) => child.ready()))
  } catch (error) {
    await stop()
    throw error
  }
  for (const child of children) void child.died().then(launch.onDeath)
  const gateway = children.find(({ name }) => name === GATEWAY)
  return { url: gateway?.url, stop, kill }
}

class ModuleProcess {
  readonly name: string
  readonly url: string
  private readonly process: ChildProcess
  private readonly exited: Promise<string>
  private stopping = false

  constructor(module: Manifest, launch: Launch, index: number) {
    const port = portOf(module, launch)
    this.name = module.name
    const host = hostOf(module, launch)
    this.url = `http://${host}:${port}`
    const script = join(module.folder, 'dist', 'main.js')
    const follow = pathToFileURL(join(import.meta.dirname, 'follow-parent.js')).href
    // Detached: a Ctrl-C in the terminal is for us to handle. The channel ends it when we are killed.
    this.process = spawn(process.execPath, ['--import', follow, script], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: environment(launch, host, port),
    })
    this.exited = new Promise((resolve) => {
      this.process.once('error', (error) => resolve(`${this.name} cannot be started: ${error.message}`))
      this.process.once('exit', (code, signal) => resolve(`${this.name} ended with ${signal ?? `code ${code}`}`))
    })
    prefixLines(this.process.stdout, this.name, index)
    prefixLines(this.process.stderr, this.name, index)
  }

  /** Answers when the module's needs answer. Throws PlainError when it ends before, or takes longer than a minute. */
  async ready(): Promise<void> {
    let death: string | undefined
    void this.exited.then((reason) => {
      death = reason
    })
    const since = Date.now()
    while (!(await this.answers())) {
      if (death) throw new PlainError(`${death} while starting: its lines above say why.`)
      if (Date.now() - since > READY_MS) throw new PlainError(`${this.name} is not ready after ${READY_MS / 1000} s.`)
      await delay(100)
    }
  }

  /** Answers with the reason when the process ends without being told to; never otherwise. */
  async died(): Promise<string> {
    const reason = await this.exited
    return this.stopping ? new Promise(() => {}) : reason
  }

  async stop(): Promise<void> {
    this.stopping = true
    this.process.kill('SIGTERM')
    const timer = setTimeout(() => this.kill(), STOP_MS)
    await this.exited
    clearTimeout(timer)
  }

  kill(): void {
    this.stopping = true
    this.process.kill('SIGKILL')
  }

  private async answers(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/ready`, { signal: AbortSignal.timeout(2_000) })
      return answer.ok
    } catch {
      return false
    }
  }
}

function environment(launch: Launch, host: string, port: number): NodeJS.ProcessEnv {
  const { databaseUrl, objectsFolder, secrets } = launch
  return {
    QUARK_PEER_HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    ...process.env,
    OBJECTS_DIR: process.env.OBJECTS_DIR || objectsFolder,
    DATABASE_URL: databaseUrl,
    QUARK_INTERNAL_KEY: secrets.internalKey,
    SECRET_KEY: secrets.secretKey,
    SESSION_SECRET: secrets.sessionSecret,
    HOST: host,
    PORT: String(port),
    QUARK_GATEWAY_PORT: String(launch.port),
  }
}

/** The modules' own ports have none of the gateway's limits, so only this machine reaches them. */
const hostOf = ({ name }: Manifest, launch: Launch): string => (name === GATEWAY ? launch.host : '127.0.0.1')

function portOf({ name, http }: Manifest, launch: Launch): number {
  return name === GATEWAY ? launch.port : http.port + Number(process.env.QUARK_PORT_OFFSET || 0)
}

async function assertPortsFree(modules: Manifest[], launch: Launch): Promise<void> {
  const offset = Number(process.env.QUARK_PORT_OFFSET || 0)
  for (const module of modules) {
    for (const port of [portOf(module, launch), ...(module.grpc ? [module.grpc.port + offset] : [])]) {
      if (await isFree(port, hostOf(module, launch))) continue
      throw new PlainError(
        `Port ${port} of ${module.name} is taken by another program: stop that one, or move all ports with QUARK_PORT_OFFSET=100.`,
      )
    }
  }
}
