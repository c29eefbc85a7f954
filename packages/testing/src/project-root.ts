import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project: the nearest one above this file that has `services/`. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'services'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('There is no services/ folder above the test package.')
    folder = parent
  }
  return folder
}
