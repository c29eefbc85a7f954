import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of the kernel's clock in a second, on every Linux that Node runs on. */
const TICKS = 100

/** What a set of processes has used so far, from /proc: this is measured on Linux alone. */
export interface Usage {
  /** User and system time, in milliseconds. */
  readonly cpuMs: number
  /** Proportional set size in MiB: memory that several share is divided among them. */
  readonly pssMb: number
  /** Resident set size in MiB, shared pages counted in each. */
  readonly rssMb: number
  readonly processes: number
}

/** The process and everything below it. */
export function treeOf(pid: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const child = Number(name)
    if (!Number.isInteger(child)) continue
    const parent = statOf(child)?.parent
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), child])
  }
  const tree: number[] = []
  const walk = (one: number): void => {
    tree.push(one)
    for (const child of children.get(one) ?? []) walk(child)
  }
  walk(pid)
  return tree
}

/** Adds up what these processes have used. One that ended meanwhile counts as nothing. */
export function usageOf(pids: readonly number[]): Usage {
  let [cpuMs, pssMb, rssMb] = [0, 0, 0]
  for (const pid of pids) {
    cpuMs += statOf(pid)?.cpuMs ?? 0
    const rollup = read(`/proc/${pid}/smaps_rollup`)
    pssMb += kilobytes(rollup, 'Pss') / 1024
    rssMb += kilobytes(rollup, 'Rss') / 1024
  }
  return { cpuMs, pssMb, rssMb, processes: pids.length }
}

function statOf(pid: number): { parent: number; cpuMs: number } | undefined {
  const stat = read(`/proc/${pid}/stat`)
  // The name is in parentheses and may hold spaces; fields are counted from behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields.length < 13) return undefined
  return { parent: Number(fields[1]), cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS }
}

const kilobytes = (rollup: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0)

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
