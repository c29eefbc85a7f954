import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that is removed after the test, and that the user PostgreSQL runs as can get through. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quark-embedded-'))
  chmodSync(folder, 0o711)
  onTestFinished(() => {
    chmodSync(folder, 0o711)
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}
