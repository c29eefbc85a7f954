import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createDatabases, databaseUrlOf } from '@quark/service-kit'
import { findNatsServer, startEmbeddedBroker, startNatsBroker, type TestBroker, until } from '@quark/testing'
import postgres from 'postgres'
import type { Row } from '../lib/report.ts'

const SECONDS = Number(process.env.FAULT_SECONDS ?? 60)
const REPLICAS = 3
const BROKER_KILLS = 3
const KILL_EVERY_MS = 1500
const AWAY_MS = 500
const SETTLE_MS = 60_000

/** Replicas and brokers are killed with SIGKILL under load; every committed event must be in effect exactly once. */
export async function faults(): Promise<Row[]> {
  const own = await startEmbeddedBroker()
  const rows = await torture(own, own).finally(() => own.stop())
  const server = findNatsServer()
  if ('missing' in server) return [...rows, { what: `JetStream: not tried, ${server.missing}`, value: '', budget: '' }]
  const [nats, database] = [await startNatsBroker(server.path), await startEmbeddedBroker()]
  try {
    return [...rows, ...(await torture(nats, database))]
  } finally {
    await nats.stop()
    await database.stop()
  }
}

async function torture(broker: TestBroker, { env: { DATABASE_URL: server = '' } }: TestBroker): Promise<Row[]> {
  await createDatabases(server, ['fault-service'])
  const replicas = new Replicas({ ...broker.env, DATABASE_SERVER: server })
  await replicas.fill('yes')
  const end = Date.now() + SECONDS * 1000
  const brokerKills = Array.from(
    { length: BROKER_KILLS },
    (_, n) => Date.now() + ((n + 1) * SECONDS * 1000) / (BROKER_KILLS + 1),
  )
  while (Date.now() < end) {
    await pause(KILL_EVERY_MS)
    await replicas.killOne()
    if (Date.now() >= (brokerKills[0] ?? Number.POSITIVE_INFINITY)) {
      brokerKills.shift()
      await broker.kill()
      await pause(AWAY_MS)
      await broker.restart()
    }
    await replicas.fill('yes')
  }
  await replicas.killAll()
  await replicas.fill('no')
  const sql = postgres(databaseUrlOf(server, 'fault-service'), { max: 1, onnotice: () => {} })
  const look = async () => {
    const [row] = await sql<[{ ticks: number; missing: number; doubled: number }]>`
      with effects as (select t.id, count(e.tick_id) as times from tick t left join effect e on e.tick_id = t.id group by t.id)
      select count(*)::int as ticks, count(*) filter (where times = 0)::int as missing,
        count(*) filter (where times > 1)::int as doubled from effects`
    return row
  }
  await until('every event to be in effect', async () => (await look()).missing === 0, SETTLE_MS).catch(() => {})
  const { ticks, missing, doubled } = await look()
  await sql.end()
  await replicas.killAll()
  return [
    {
      what: `${broker.name}: ${SECONDS} s, replicas killed / servers killed / replicas that ended by themselves`,
      value: `${replicas.killed} / ${BROKER_KILLS - brokerKills.length} / ${replicas.crashed}`,
      budget: '',
      met: replicas.crashed === 0,
    },
    {
      what: '- committed events: all / not in effect / in effect twice',
      value: `${ticks} / ${missing} / ${doubled}`,
      budget: 'all / 0 / 0',
      met: ticks > 0 && missing === 0 && doubled === 0,
    },
  ]
}

/** The replicas of the module, each a process. */
class Replicas {
  killed = 0
  crashed = 0
  private readonly alive = new Set<ChildProcess>()
  private readonly env: Readonly<Record<string, string>>

  constructor(env: Readonly<Record<string, string>>) {
    this.env = env
  }

  /** Starts as many as are missing. One that does not get up (its server is away) is tried again the next time. */
  async fill(writes: 'yes' | 'no'): Promise<void> {
    while (this.alive.size < REPLICAS) {
      const child = fork(join(import.meta.dirname, '../fault-service/replica.ts'), {
        env: { ...process.env, ...this.env, WRITES: writes },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      this.alive.add(child)
      child.once('exit', () => {
        if (this.alive.delete(child)) this.crashed++
      })
      await Promise.race([once(child, 'message'), once(child, 'exit')])
    }
  }

  async killOne(): Promise<void> {
    const all = [...this.alive]
    const child = all[Math.floor(Math.random() * all.length)]
    if (child) await this.kill(child)
  }

  async killAll(): Promise<void> {
    for (const child of [...this.alive]) await this.kill(child)
  }

  private async kill(child: ChildProcess): Promise<void> {
    this.alive.delete(child)
    this.killed++
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
}
