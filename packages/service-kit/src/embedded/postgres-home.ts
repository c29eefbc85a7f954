import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errorMessage, PlainError } from './plain-error.js'
import { canReach, type ServerUser } from './server-user.js'

const ELSEWHERE = '/var/lib/quark'
const LOCATION = 'location'

/**
 * The folder that holds PostgreSQL's cluster, log and port, made when missing. It is `folder` itself, unless the
 * server runs as another user (see serverUser) who cannot get there, as in a clone under /root: then it is a folder
 * of its own in /var/lib/quark, and `folder` holds the file `location` that names it.
 */
export function postgresHome(folder: string, user?: ServerUser): string {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const elsewhere = homeElsewhere(folder)
  if (elsewhere) return elsewhere
  if (!user || canReach(user, dirname(folder))) return ownedBy(folder, user)
  if (existsSync(join(folder, 'data'))) {
    throw new PlainError(
      `PostgreSQL's files in ${folder} cannot be reached by uid ${user.uid}, which it runs as: open the folders above it (chmod o+x), or start Quark as the user who owns them.`,
    )
  }
  const home = join(ELSEWHERE, randomBytes(6).toString('hex'))
  try {
    mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 })
    mkdirSync(home, { mode: 0o700 })
  } catch (error) {
    throw new PlainError(
      `PostgreSQL runs as uid ${user.uid} and cannot reach ${folder}, and ${home} cannot be made (${errorMessage(error)}): choose another folder with --data DIR, or do not run as root.`,
    )
  }
  ownedBy(home, user)
  writeFileSync(join(folder, LOCATION), `${home}\n`)
  return home
}

/** The folder in /var/lib/quark that stands for this one; undefined when the cluster is in `folder` itself. */
export function homeElsewhere(folder: string): string | undefined {
  const location = join(folder, LOCATION)
  if (!existsSync(location)) return undefined
  const home = readFileSync(location, 'utf8').trim()
  if (existsSync(home)) return home
  throw new PlainError(
    `The PostgreSQL data was in ${home} (see ${location}), which is gone: put it back, or choose another folder with --data DIR.`,
  )
}

function ownedBy(folder: string, user?: ServerUser): string {
  if (user) chownSync(folder, user.uid, user.gid)
  return folder
}
