import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** A disk of 8 MB that only the program sees: in namespaces of its own, so without root, and it is gone when that ends. */
function onSmallDisk(folder: string, program: string[]) {
  const script = 'mount -t tmpfs -o size=8m quark "$0" && exec "$@"'
  const unshare = ['--user', '--map-root-user', '--mount', 'sh', '-c', script, folder, ...program]
  return spawnSync('unshare', unshare, { encoding: 'utf8', env: { ...process.env, OBJECTS_DIR: folder } })
}

const disk = mkdtempSync(join(tmpdir(), 'quark-small-disk-'))
const possible = onSmallDisk(disk, ['true']).status === 0
if (!possible) process.stdout.write('Tests on a full disk are skipped: this system lets us mount none (unshare).\n')

describe.skipIf(!possible)('a disk that is full', () => {
  it('refuses the put, keeps nothing of it, and what was there; small ones still go', () => {
    const program = join(import.meta.dirname, 'full-disk-process.ts')
    const { stdout, stderr } = onSmallDisk(disk, [process.execPath, program])

    expect(JSON.parse(stdout || `${JSON.stringify(stderr)}`)).toEqual({
      refused: 'ObjectStoreFull',
      half: [],
      keys: ['after', 'before'],
      before: 'as it was',
    })
    rmSync(disk, { recursive: true, force: true })
  })
})
