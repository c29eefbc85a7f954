import { resolve } from 'node:path'

/** The project's root folder: where package.json, services/ and packages/ are. */
export const root = resolve(import.meta.dirname, '..', '..', '..')
