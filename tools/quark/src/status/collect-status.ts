import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { loadManifests } from '@quark/manifest'
import { DataFolder, EmbeddedPostgres, type Postmaster } from '@quark/service-kit/embedded'
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

/** Looks at the data folder, and asks every module of the Quark that runs on it. Changes nothing. */
export async function collectStatus(path: string): Promise<Status> {
  const holder = DataFolder.running(path)
  const postgres = EmbeddedPostgres.running(join(path, 'postgres'))
  return {
    running: holder !== undefined,
    ...(holder && { pid: holder.pid, since: holder.since, url: holder.url }),
    modules: holder ? await askModules(holder.url) : [],
    postgres: { running: postgres !== undefined, ...postgres },
    dataFolder: { path, bytes: sizeOf(path) },
  }
}

function askModules(gateway?: string): Promise<ModuleStatus[]> {
  const offset = Number(process.env.QUARK_PORT_OFFSET || 0)
  return Promise.all(
    loadManifests(root).map(async ({ name, http }) => {
      const url = name === 'api-gateway' && gateway ? gateway : `http://127.0.0.1:${http.port + offset}`
      return { name, health: await ask(`${url}/ready`) }
    }),
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
