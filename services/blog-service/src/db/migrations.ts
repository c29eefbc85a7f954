import type { Migration } from '@quark/service-kit'
import { m0001 } from './migrations/0001-blogs-and-posts.js'
import { m0002 } from './migrations/0002-search.js'
import { m0003 } from './migrations/0003-comments.js'
import { m0004 } from './migrations/0004-likes.js'
import { m0005 } from './migrations/0005-conversations.js'
import { m0006 } from './migrations/0006-pictures.js'
import { m0007 } from './migrations/0007-post-addresses.js'

/** Every step of this module's schema, in order. */
export const migrations: readonly Migration[] = [m0001, m0002, m0003, m0004, m0005, m0006, m0007]
