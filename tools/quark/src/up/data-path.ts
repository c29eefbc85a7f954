import { join } from 'node:path'
import { root } from '../root.js'

/** The data folder to use: as said on the command line, else QUARK_DATA, else `.quark` in the project. */
export function dataPath(given?: string): string {
  return given || process.env.QUARK_DATA || join(root, '.quark')
}
