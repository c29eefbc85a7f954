import type { Migration } from '@quark/service-kit'
import { m0001 } from './migrations/0001-__things__.js'

/** Every step of this module's schema, in order. */
export const migrations: readonly Migration[] = [m0001]
