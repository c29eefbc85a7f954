import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Names that begin so are half-written files of a process that was killed. */
export const HALF_WRITTEN = '.half-'

/** Writes a JSON file that a crash leaves either as it was or as it shall be, readable by its owner alone. */
export function writeWhole(path: string, value: unknown): void {
  const half = join(dirname(path), `${HALF_WRITTEN}${basename(path)}.${process.pid}`)
  try {
    writeFileSync(half, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true })
    renameSync(half, path)
  } catch (error) {
    rmSync(half, { force: true })
    throw error
  }
}
