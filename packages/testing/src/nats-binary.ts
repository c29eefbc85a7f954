import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { unpackDebian } from './debian-packages.js'
import { projectRoot } from './project-root.js'

/** A nats-server that can be used, or why there is none. */
export type NatsBinary = { readonly path: string } | { readonly missing: string }

const OLDEST = [2, 10] as const

/**
 * A nats-server of 2.10 or newer: the one that QUARK_NATS_SERVER names, the one on the PATH, or the one of a newer
 * Debian, unpacked into .cache/nats (needs apt-get and dpkg-deb, no root; the system stays as it is).
 */
export function findNatsServer(): NatsBinary {
  for (const path of [process.env.QUARK_NATS_SERVER, 'nats-server', cached()]) {
    if (path && isNewEnough(path)) return { path }
  }
  try {
    return { path: fetchFromDebian() }
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n')
    return {
      missing: `no nats-server >= ${OLDEST.join('.')} on the PATH, and Debian's could not be fetched (${reason})`,
    }
  }
}

function isNewEnough(path: string): boolean {
  try {
    const version = /v(\d+)\.(\d+)/.exec(execFileSync(path, ['--version'], { encoding: 'utf8', stdio: 'pipe' }))
    const [major, minor] = [Number(version?.[1]), Number(version?.[2])]
    return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
  } catch {
    return false
  }
}

const cacheFolder = (): string => join(projectRoot(), '.cache', 'nats')
const cached = (): string => join(cacheFolder(), 'usr', 'sbin', 'nats-server')

/** Debian 13 has 2.10; its build needs nothing that Debian 12 does not have. */
const SUITE = 'trixie'

function fetchFromDebian(): string {
  unpackDebian({ suite: SUITE, names: ['nats-server'], withDependencies: false }, cacheFolder())
  return cached()
}
