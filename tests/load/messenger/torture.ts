import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { TokenMint, until } from '@quark/testing'
import postgres from 'postgres'
import { Member } from './member.ts'
import { Replicas } from './replicas.ts'

export interface TortureOptions {
  readonly seconds: number
  readonly databaseServer: string
  readonly databaseUrl: string
  readonly names: { messaging: string; events: string }
  readonly env?: Record<string, string>
}

/** What came of it. All but the first four are to be 0. */
export interface TortureResult {
  readonly acknowledged: number
  readonly delivered: number
  readonly kills: number
  readonly connections: number
  /** Acknowledged messages that a member did not see, or saw more than once. */
  readonly missing: number
  readonly doubled: number
  /** Places that did not follow the one before. */
  readonly outOfOrder: number
}

const MEMBERS = 8
const REPLICAS = 2
const KILL_EVERY_MS = 2500
const LEAST_KILLS = 2
const AWAY_MS = 300
const SETTLE_MS = 30_000

/** Clients break off at random and replicas are killed with SIGKILL; who is a member must see every message once and in order. */
export async function torture(options: TortureOptions): Promise<TortureResult> {
  const mint = new TokenMint()
  const replicas = new Replicas({
    DATABASE_SERVER: options.databaseServer,
    MESSAGING_DB: options.names.messaging,
    EVENTS_DB: options.names.events,
    KEY_SET: JSON.stringify(await mint.publicKeys()),
    MESSAGES_PER_MINUTE: '1000000',
    ...options.env,
  })
  const sql = postgres(options.databaseUrl, { max: 2, onnotice: () => {} })
  const ids = [randomUUID(), randomUUID()]
  const members = Array.from({ length: MEMBERS }, () => new Member(mint, ids))
  try {
    for (let n = 0; n < REPLICAS; n++) await replicas.start()
    await arrange(sql, ids, members)
    const end = Date.now() + options.seconds * 1000
    let kills = 0
    let over = false
    const killing = async (): Promise<void> => {
      // On a busy machine a start takes long: the time goes on until there was something to survive.
      try {
        while (kills < LEAST_KILLS || Date.now() < end - KILL_EVERY_MS) {
          await pause(KILL_EVERY_MS)
          await replicas.killOne()
          kills++
          await pause(AWAY_MS)
          await replicas.start()
        }
      } finally {
        over = true
      }
    }
    const staying = members.map((member) =>
      member.stay(
        () => replicas.urls,
        () => over,
      ),
    )
    await Promise.all([killing(), ...staying])
    await Promise.all(members.map((member) => member.comeBack(() => replicas.urls)))
    await until('everything is acknowledged', () => members.every(({ waiting }) => waiting === 0), SETTLE_MS)
    const heads = await sql<
      { id: string; last_seq: number }[]
    >`select id, last_seq from conversation where id = any(${ids}::uuid[])`
    const isThrough = (member: Member): boolean =>
      heads.every(({ id, last_seq }) => (member.seen.get(id)?.seqs.at(-1) ?? 0) >= last_seq)
    // When somebody does not get everything, the count below says what.
    await until('everybody has everything', () => members.every(isThrough), SETTLE_MS).catch(() => {})
    return { ...count(members, ids), kills }
  } finally {
    for (const member of members) member.close()
    await sql.end()
    await replicas.stop()
  }
}

async function arrange(sql: postgres.Sql, ids: readonly string[], members: readonly Member[]): Promise<void> {
  for (const { id } of members) {
    await sql`insert into person (id, username, name, revision) values (${id}, ${id}, 'A member', 1)`
  }
  for (const id of ids) {
    await sql`insert into conversation (id, kind, title, roster, created_by, created_at, updated_at)
      values (${id}, 'group', 'All', 1, ${members[0]?.id ?? ''}, now(), now())`
    await sql`insert into member (conversation_id, user_id, role, joined_seq, read_seq, joined_at)
      select ${id}, unnest(${members.map((member) => member.id)}::uuid[]), 'member', 0, 0, now()`
  }
}

function count(members: readonly Member[], ids: readonly string[]): Omit<TortureResult, 'kills'> {
  const result = { acknowledged: 0, delivered: 0, connections: 0, missing: 0, doubled: 0, outOfOrder: 0 }
  for (const member of members) result.connections += member.connections
  for (const id of ids) {
    const acknowledged = members.flatMap((member) => member.acknowledged.get(id) ?? [])
    result.acknowledged += acknowledged.length
    for (const { seen } of members) {
      const { seqs = [], clientIds = [] } = seen.get(id) ?? {}
      result.delivered += seqs.length
      result.outOfOrder += seqs.filter((seq, at) => seq !== at + 1).length
      const times = new Map<string | null, number>()
      for (const clientId of clientIds) times.set(clientId, (times.get(clientId) ?? 0) + 1)
      for (const clientId of acknowledged) if (!times.has(clientId)) result.missing++
      for (const often of times.values()) if (often > 1) result.doubled++
    }
  }
  return result
}
