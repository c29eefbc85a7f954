import autocannon from 'autocannon'
import { type Spread, spreadOf } from './statistics.ts'
import { treeOf, usageOf } from './usage.ts'

/** Something under load. */
export interface Contestant {
  readonly name: string
  readonly url: string
  /** Its process; those below it are counted too. */
  readonly pid: number
  readonly headers?: Record<string, string>
}

export interface Round {
  readonly requestsPerSecond: number
  /** CPU time of the contestant's processes for a request, in microseconds. */
  readonly cpuMicros: number
  readonly p99Ms: number
}

export interface Comparison {
  readonly rounds: Record<string, Round[]>
  /** Requests a second of the second contestant over the first's, round by round. */
  readonly ratio: Spread
  /** The same of the CPU that a request costs, turned so that more is better. */
  readonly cpuRatio: Spread
}

const ROUNDS = 6
const SECONDS = 4
const CONNECTIONS = 32

/**
 * Loads two contestants in turn, A B, B A, A B..., so that what else the machine does meets both.
 * @throws when an answer was no 2xx: the round would compare something else.
 */
export async function interleave(reference: Contestant, subject: Contestant): Promise<Comparison> {
  await load(reference, 2)
  await load(subject, 2)
  const rounds: Record<string, Round[]> = { [reference.name]: [], [subject.name]: [] }
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 ? [subject, reference] : [reference, subject]
    for (const contestant of order) rounds[contestant.name]?.push(await load(contestant, SECONDS))
  }
  const pairs = (rounds[reference.name] ?? []).map((base, index) => [base, rounds[subject.name]?.[index]] as const)
  return {
    rounds,
    ratio: spreadOf(pairs.map(([base, own]) => (own?.requestsPerSecond ?? 0) / base.requestsPerSecond)),
    cpuRatio: spreadOf(pairs.map(([base, own]) => base.cpuMicros / (own?.cpuMicros ?? Number.POSITIVE_INFINITY))),
  }
}

async function load({ name, url, pid, headers }: Contestant, seconds: number): Promise<Round> {
  const pids = treeOf(pid)
  const before = usageOf(pids).cpuMs
  const result = await autocannon({ url, connections: CONNECTIONS, duration: seconds, headers })
  const cpuMs = usageOf(pids).cpuMs - before
  if (result.non2xx || result.errors)
    throw new Error(`${name}: ${result.non2xx} answers were no 2xx, ${result.errors} failed`)
  return {
    requestsPerSecond: result.requests.average,
    cpuMicros: (cpuMs * 1000) / result.requests.total,
    p99Ms: result.latency.p99,
  }
}
