import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { errorCode, PlainError } from './plain-error.js'
import { isRunning, startedAt } from './running-process.js'
import { HALF_WRITTEN, writeWhole } from './write-whole.js'

const Holder = z.object({
  pid: z.int().positive(),
  /** Tells this process from a later one that was given the same id. */
  startedAt: z.string().optional(),
  since: z.string(),
  /** Where it answers; missing while it is still starting. */
  url: z.string().optional(),
})

/** The Quark that uses a data folder. */
export type RunningQuark = z.infer<typeof Holder>

const ATTEMPTS = 100
const PAUSE_MS = 20

/** One process at a time uses a data folder. The lock of a process that was killed is taken over by the next. */
export class FolderLock {
  private constructor(
    private readonly path: string,
    private holder: RunningQuark,
  ) {}

  /** Takes the lock of the folder, or throws PlainError that names who has it. */
  static take(folder: string): FolderLock {
    const path = join(folder, 'lock')
    const holder = { pid: process.pid, startedAt: startedAt(process.pid), since: new Date().toISOString() }
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (create(path, holder)) return new FolderLock(path, holder)
      const text = readText(path)
      const other = text === undefined ? undefined : running(text)
      if (other) throw inUse(folder, other)
      if (text !== undefined) removeStale(path, text, holder)
    }
    throw new PlainError(`The lock ${path} cannot be taken: another Quark may be starting on it just now.`)
  }

  /** Who has the lock of the folder and runs; undefined when nobody does. */
  static holder(folder: string): RunningQuark | undefined {
    const text = readText(join(folder, 'lock'))
    return text === undefined ? undefined : running(text)
  }

  /** Writes into the lock where its holder answers. */
  announce(url: string): void {
    this.holder = { ...this.holder, url }
    writeWhole(this.path, this.holder)
  }

  /** Gives it back, unless it is not ours any more. */
  release(): void {
    if (FolderLock.isOf(readText(this.path), this.holder.pid)) rmSync(this.path, { force: true })
  }

  private static isOf(text: string | undefined, pid: number): boolean {
    return text !== undefined && parse(text)?.pid === pid
  }
}

/** Makes the lock file with its content, both at once; false when there is one. */
function create(path: string, holder: RunningQuark): boolean {
  const half = join(dirname(path), `${HALF_WRITTEN}${basename(path)}.${process.pid}`)
  writeFileSync(half, JSON.stringify(holder), { mode: 0o600 })
  try {
    linkSync(half, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(half, { force: true })
  }
}

/**
 * Takes a dead process's lock away. Several starts may find the same stale lock, and a slow one must not remove the lock
 * that a fast one has just taken: so only the holder of a second lock removes, and only the lock that was read.
 */
function removeStale(path: string, text: string, holder: RunningQuark): void {
  const guard = `${path}.takeover`
  if (create(guard, holder)) {
    try {
      if (readText(path) === text) rmSync(path)
    } finally {
      rmSync(guard)
    }
    return
  }
  const guardText = readText(guard)
  if (guardText !== undefined && !running(guardText)) rmSync(guard, { force: true })
  else pause()
}

/** Sleeps for the moment another start needs to take the lock over. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS)
}

function running(text: string): RunningQuark | undefined {
  const holder = parse(text)
  if (!holder || !isRunning(holder.pid)) return undefined
  return !holder.startedAt || holder.startedAt === startedAt(holder.pid) ? holder : undefined
}

function parse(text: string): RunningQuark | undefined {
  try {
    return Holder.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

function inUse(folder: string, { pid, url }: RunningQuark): PlainError {
  const where = url ? `, at ${url}` : ', still starting'
  return new PlainError(
    `${folder} is in use by a running Quark (process ${pid}${where}): stop that one, or choose another folder with --data DIR.`,
  )
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
