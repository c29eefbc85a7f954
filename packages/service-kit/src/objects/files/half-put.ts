import { createHash, randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isRunning, startedAt } from '../../embedded/running-process.js'

/** Names the process that puts, and its start, since another process may be given the same id later. */
const NAME = /^(\d+)\.([0-9a-f]+)\.[0-9a-f-]+$/

let own: string | undefined

/** Name of the file that a put of this process writes, until it is whole. */
export function halfPutName(): string {
  own ??= `${process.pid}.${markOf(process.pid)}`
  return `${own}.${randomUUID()}`
}

/** Removes the files of puts whose process has ended. */
export async function removeHalfPuts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, pid, mark] = NAME.exec(name) ?? []
    if (!pid || (isRunning(Number(pid)) && markOf(Number(pid)) === mark)) continue
    await rm(join(folder, name), { force: true })
  }
}

const markOf = (pid: number): string =>
  createHash('sha256')
    .update(startedAt(pid) ?? '')
    .digest('hex')
    .slice(0, 8)
