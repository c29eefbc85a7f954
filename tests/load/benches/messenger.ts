import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { createDatabases, databaseUrlOf } from '@quark/service-kit'
import { startEmbeddedBroker, TokenMint } from '@quark/testing'
import postgres from 'postgres'
import { startReference } from '../lib/reference.ts'
import type { Row } from '../lib/report.ts'
import { show, spreadOf } from '../lib/statistics.ts'
import { usageOf } from '../lib/usage.ts'
import { Crowd, type Dialect, type Guest, QUARK, RELAY } from '../messenger/crowd.ts'
import { Replicas } from '../messenger/replicas.ts'

const RELAY_PORT = 18_091
const SOCKETS = 200
const IDLE = 5000
const ROUNDS = 3
const PER_SECOND = 500
const SECONDS = 5

type Speakers = (readonly [guest: number, conversation: string])[]

/** The messenger of messaging-service, in a process and stored in PostgreSQL, against a bare relay of `ws` that stores nothing. */
export async function messenger(): Promise<Row[]> {
  const database = await startEmbeddedBroker()
  const { DATABASE_URL: server = '' } = database.env
  await createDatabases(server, ['messaging-service', 'events'])
  const mint = new TokenMint()
  const replicas = new Replicas({
    DATABASE_SERVER: server,
    MESSAGING_DB: 'messaging-service',
    EVENTS_DB: 'events',
    KEY_SET: JSON.stringify(await mint.publicKeys()),
    MESSAGES_PER_MINUTE: '100000000',
    SOCKET_FRAMES_PER_SECOND: '1000000',
  })
  await replicas.start()
  const relay = await startReference('relay', [String(RELAY_PORT)])
  const sql = postgres(databaseUrlOf(server, 'messaging-service'), { max: 2, onnotice: () => {} })
  try {
    const bare = RELAY(`ws://127.0.0.1:${RELAY_PORT}`)
    const own = QUARK(replicas.urls[0]?.replace('http', 'ws') ?? '', (id) => mint.ticketFor(id))
    // First, while neither process has grown by anything else.
    const idle = await memory(sql, own, bare, [replicas.pids[0] ?? 0, relay.pid])
    const { guests, pairs, group } = await arrange(sql, SOCKETS)
    return [
      ...(await latency(own, bare, guests, pairs, group)),
      ...(await throughput(own, bare, guests, pairs, group)),
      idle,
    ]
  } finally {
    await sql.end()
    await relay.stop()
    await replicas.stop()
    await database.stop()
  }
}

/** One message in fifty is for all, the others are for two: 2,980 deliveries a second. */
async function latency(own: Dialect, bare: Dialect, guests: Guest[], pairs: Speakers, group: string): Promise<Row[]> {
  const turns = Array.from({ length: 50 * 49 }, (_, n) =>
    n % 50 === 0 ? ([n % SOCKETS, group] as const) : (pairs[n % pairs.length] ?? pairs[0]),
  )
  const rows: Row[] = []
  for (const [name, dialect] of [
    ['bare relay', bare],
    ['Quark', own],
  ] as const) {
    const crowd = new Crowd(dialect, guests)
    await crowd.connect()
    await crowd.speak(PER_SECOND, 2, turns as Speakers)
    crowd.latencies.length = 0
    await crowd.speak(PER_SECOND, SECONDS, turns as Speakers)
    const [p50, p99] = [at(crowd.latencies, 0.5), at(crowd.latencies, 0.99)]
    crowd.close()
    rows.push({
      what: `${name}: ${PER_SECOND} messages/s to rooms of two and one of ${SOCKETS}, publish to socket: p50 (p99), ms`,
      value: `${p50.toFixed(1)} (${p99.toFixed(1)})`,
      budget: name === 'Quark' ? 'p99 <= 25 ms' : '',
      ...(name === 'Quark' && { met: p99 <= 25 }),
    })
  }
  return rows
}

async function throughput(
  own: Dialect,
  bare: Dialect,
  guests: Guest[],
  pairs: Speakers,
  group: string,
): Promise<Row[]> {
  const rooms: [string, Speakers, number][] = [
    ['rooms of two', pairs.filter((_, n) => n % 2 === 0), 8],
    [`one room of ${SOCKETS}`, guests.slice(0, 8).map((_, n) => [n, group] as const), 4],
  ]
  const rows: Row[] = []
  for (const [what, speakers, window] of rooms) {
    const rates: Record<'own' | 'bare', number[]> = { own: [], bare: [] }
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, dialect] of [
        ['bare', bare],
        ['own', own],
      ] as const) {
        const crowd = new Crowd(dialect, guests)
        await crowd.connect()
        rates[name].push(await crowd.rush(speakers, window, 4))
        crowd.close()
      }
    }
    const ratio = spreadOf(rates.own.map((rate, round) => rate / (rates.bare[round] ?? Number.NaN)))
    rows.push({
      what: `${what}, as many as go: deliveries, Quark (stored) / bare relay`,
      value: show(ratio),
      budget: '>= 0.4',
      met: ratio.median >= 0.4,
    })
    rows.push({
      what: '- deliveries/s: bare relay; Quark',
      value: `${show(spreadOf(rates.bare), 0)}; ${show(spreadOf(rates.own), 0)}`,
      budget: '',
    })
  }
  return rows
}

/** What a socket costs that nobody uses, each of a person of its own with a conversation of two. */
async function memory(sql: postgres.Sql, own: Dialect, bare: Dialect, [pid, relayPid]: [number, number]): Promise<Row> {
  const { guests } = await arrange(sql, IDLE)
  const costs: number[] = []
  for (const [dialect, of] of [
    [bare, relayPid],
    [own, pid],
  ] as const) {
    const before = usageOf([of]).rssMb
    const crowd = new Crowd(dialect, guests)
    await crowd.connect()
    await pause(3000)
    costs.push(((usageOf([of]).rssMb - before) * 1024) / IDLE)
    crowd.close()
    await pause(2000)
  }
  const [relayKb = 0, quarkKb = 0] = costs
  return {
    what: `${IDLE} idle sockets, RSS of each: Quark over bare relay (${quarkKb.toFixed(1)} - ${relayKb.toFixed(1)})`,
    value: `${(quarkKb - relayKb).toFixed(1)} KiB`,
    budget: '<= 20 KiB',
    met: quarkKb - relayKb <= 20,
  }
}

/** So many people, each in a conversation of two and all in one of all. */
async function arrange(sql: postgres.Sql, count: number): Promise<{ guests: Guest[]; pairs: Speakers; group: string }> {
  const ids = Array.from({ length: count }, () => randomUUID()).sort()
  const group = randomUUID()
  const twos = Array.from({ length: count / 2 }, () => randomUUID())
  const one = twos.map((_, n) => ids[2 * n] ?? '')
  const other = twos.map((_, n) => ids[2 * n + 1] ?? '')
  await sql`insert into person (id, username, name, revision) select id, id::text, 'A guest', 1 from unnest(${ids}::uuid[]) id`
  await sql`insert into conversation (id, kind, one_id, other_id, roster, created_by, created_at, updated_at)
    select id, 'direct', one, other, 1, one, now(), now() from unnest(${twos}::uuid[], ${one}::uuid[], ${other}::uuid[]) t(id, one, other)`
  await sql`insert into member (conversation_id, user_id, role, joined_seq, read_seq, joined_at)
    select id, unnest(array[one_id, other_id]), 'member', 0, 0, now() from conversation where id = any(${twos}::uuid[])`
  const inGroup = count <= SOCKETS
  if (inGroup) {
    await sql`insert into conversation (id, kind, title, roster, created_by, created_at, updated_at)
      values (${group}, 'group', 'All', 1, ${ids[0] ?? ''}, now(), now())`
    await sql`insert into member (conversation_id, user_id, role, joined_seq, read_seq, joined_at)
      select ${group}, id, 'member', 0, 0, now() from unnest(${ids}::uuid[]) id`
  }
  const guests = ids.map((id, n) => ({
    id,
    conversations: [twos[Math.floor(n / 2)] ?? '', ...(inGroup ? [group] : [])],
  }))
  return { guests, pairs: guests.map(({ conversations: [two = ''] }, n) => [n, two] as const), group }
}

const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
