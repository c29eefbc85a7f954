import type { IncomingMessage, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { Inject, Injectable } from '@nestjs/common'
import { HOST, type Host, LOGGER, type Logger, Refusal } from '@quark/service-kit'

/** How a module is, and how long it took to say so. */
interface ModuleHealth {
  readonly status: 'ok' | 'down'
  readonly ms: number
}

export interface Health {
  readonly status: 'ok' | 'degraded'
  readonly modules: Record<string, ModuleHealth>
}

/** How long a module may take to say that it is ready. */
const DEADLINE_MS = 2000
/** An answer serves everybody who asks within this time, so that asking often loads nothing. */
const FRESH_MS = 1000

/** Sums up how every module of the installation is. */
@Injectable()
export class HealthService {
  private last: { at: number; health: Promise<Health> } | undefined

  constructor(
    @Inject(HOST) private readonly host: Host,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** 200 when every module is ready, 503 when one is not. @throws Refusal 405 */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      throw new Refusal(405, 'method-not-allowed', { detail: 'Health can only be read.' })
    }
    const health = await this.read()
    const body = JSON.stringify(health)
    response.writeHead(health.status === 'ok' ? 200 : 503, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'content-length': Buffer.byteLength(body),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  read(): Promise<Health> {
    const now = performance.now()
    if (!this.last || now - this.last.at > FRESH_MS) this.last = { at: now, health: this.ask() }
    return this.last.health
  }

  private async ask(): Promise<Health> {
    const names = this.host.manifests.map(({ name }) => name)
    const answers = await Promise.all(names.map(async (name) => [name, await this.askOne(name)] as const))
    const status = answers.every(([, { status }]) => status === 'ok') ? 'ok' : 'degraded'
    return { status, modules: Object.fromEntries(answers) }
  }

  private async askOne(name: string): Promise<ModuleHealth> {
    const start = performance.now()
    const ms = (): number => Math.round((performance.now() - start) * 10) / 10
    try {
      await within(DEADLINE_MS, this.ready(name))
      return { status: 'ok', ms: ms() }
    } catch (error) {
      this.log.warn({ err: error, about: name }, `${name} is not ready`)
      return { status: 'down', ms: ms() }
    }
  }

  private async ready(name: string): Promise<void> {
    const local = this.host.peers.find(name)
    if (local) return local.ready?.()
    const answer = await this.host.peers.http(name)('/ready', { timeout: DEADLINE_MS })
    if (!answer.ok) throw new Error(`${name} answered ${answer.status}`)
  }
}

function within(ms: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
    work.then(resolve, reject).finally(() => clearTimeout(late))
  })
}
