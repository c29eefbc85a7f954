import { readFileSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The user PostgreSQL runs as when that is not the caller. */
export interface ServerUser {
  uid: number
  gid: number
}

const LAST_RESORT: ServerUser = { uid: 65_534, gid: 65_534 }

/**
 * PostgreSQL refuses to run as root. When root starts it, this is the unprivileged user to run it as: the owner of an
 * existing cluster, else `postgres`, else `nobody`. Undefined for everybody else: they run it as themselves.
 */
export function serverUser(cluster: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const users = passwd()
  return users.get('postgres') ?? users.get('nobody') ?? LAST_RESORT
}

/** Whether the user may pass through every folder down to (and into) this one. Looks at mode bits, not at ACLs. */
export function canReach(user: ServerUser, folder: string): boolean {
  const parent = dirname(folder)
  if (parent !== folder && !canReach(user, parent)) return false
  const stats = statSync(folder, { throwIfNoEntry: false })
  return !stats || mayEnter(user, stats)
}

function mayEnter(user: ServerUser, { mode, uid, gid }: Stats): boolean {
  if (uid === user.uid) return (mode & 0o100) !== 0
  if (gid === user.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}

function passwd(): Map<string, ServerUser> {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const users = lines.map((line) => line.split(':')).filter((fields) => fields.length > 3)
  return new Map(users.map(([name = '', , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]))
}
