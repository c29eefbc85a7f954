import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

interface Running {
  readonly child: ChildProcess
  readonly url: string
}

/** Replicas of messaging-service, each a process, to be used and killed. */
export class Replicas {
  private readonly all: Running[] = []
  private readonly env: Readonly<Record<string, string>>

  constructor(env: Readonly<Record<string, string>>) {
    this.env = env
  }

  get urls(): string[] {
    return this.all.map(({ url }) => url)
  }

  get pids(): number[] {
    return this.all.map(({ child }) => child.pid ?? 0)
  }

  async start(): Promise<void> {
    const child = fork(join(import.meta.dirname, 'replica.ts'), {
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const [said] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`a replica ended with ${code}`))),
    ])) as [{ port: number }]
    this.all.push({ child, url: `http://127.0.0.1:${said.port}` })
  }

  /** Ends one at random as a power cut would. */
  async killOne(): Promise<void> {
    const [one] = this.all.splice(Math.floor(Math.random() * this.all.length), 1)
    if (one) await end(one.child, 'SIGKILL')
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.splice(0).map(({ child }) => end(child, 'SIGTERM')))
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
