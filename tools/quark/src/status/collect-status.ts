import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { loadManifests } from '@quark/manifest'
import { DataFolder, EmbeddedPostgres, type Postmaster } from '@quark/service-kit/embedded'
import { z } from 'zod'
import { root } from '../root.js'

/** What `quark status` finds out, and what `--json` prints. */
export interface Status {
  running: boolean
  pid?: number
  /** ISO 8601, UTC. */
  since?: string
  /** Missing while it is still starting, and when it runs without a gateway. */
  url?: string
  modules: ModuleStatus[]
  /** The embedded server; `running` is false as well when DATABASE_URL named another one. */
  postgres: { running: boolean } & Partial<Postmaster>
  dataFolder: { path: string; bytes: number }
}

/** `off`: nothing answers on the module's own port. */
export interface ModuleStatus {
  name: string
  health: 'ok' | 'unready' | 'off'
}

const ANSWER_MS = 2_000

// Of the gateway's /health, as far as it is read.
const Health = z.object({ modules: z.record(z.string(), z.object({ status: z.string() })) })

/** Looks at the data folder, and asks every module of the Quark that runs on it. Changes nothing. */
export async function collectStatus(path: string): Promise<Status> {
  const holder = DataFolder.running(path)
  const postgres = EmbeddedPostgres.running(join(path, 'postgres'))
  return {
    running: holder !== undefined,
    ...(holder && { pid: holder.pid, since: holder.since, url: holder.url }),
    modules: holder ? (holder.url && (await askGateway(holder.url))) || (await askModules()) : [],
    postgres: { running: postgres !== undefined, ...postgres },
    dataFolder: { path, bytes: sizeOf(path) },
  }
}

/** What the gateway knows of all modules; undefined when it does not answer. */
async function askGateway(url: string): Promise<ModuleStatus[] | undefined> {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(ANSWER_MS) })
    const { modules } = Health.parse(await answer.json())
    return Object.entries(modules).map(([name, { status }]) => ({ name, health: status === 'ok' ? 'ok' : 'unready' }))
  } catch {
    return undefined
  }
}

/** Without a gateway each module is asked at its own port. */
function askModules(): Promise<ModuleStatus[]> {
  const offset = Number(process.env.QUARK_PORT_OFFSET || 0)
  return Promise.all(
    loadManifests(root).map(async ({ name, http }) => ({
      name,
      health: await ask(`http://127.0.0.1:${http.port + offset}/ready`),
    })),
  )
}

async function ask(url: string): Promise<ModuleStatus['health']> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })
    return answer.ok ? 'ok' : 'unready'
  } catch {
    return 'off'
  }
}

/** Bytes of all files below; what cannot be read, or vanishes meanwhile, counts as nothing. */
function sizeOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats?.isDirectory()) return stats?.size ?? 0
  try {
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
  } catch {
    return 0
  }
}
