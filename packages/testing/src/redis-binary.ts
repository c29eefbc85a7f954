import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { unpackDebian } from './debian-packages.js'
import { projectRoot } from './project-root.js'

/** A redis-server that can be used, or why there is none. */
export type RedisBinary = { readonly path: string; readonly libraries?: string } | { readonly missing: string }

const OLDEST = 6

/** Of Debian 12, whose build runs on 13 as well, with the libraries that few machines have. */
const SUITE = 'bookworm'
const PACKAGES = [
  'redis-server',
  'redis-tools',
  'libjemalloc2',
  'liblzf1',
  'liblua5.1-0',
  'libhiredis0.14',
  'lua-bitop',
  'lua-cjson',
]

/**
 * A redis-server of 6 or newer: the one that QUARK_REDIS_SERVER names, the one on the PATH, or the one of Debian,
 * unpacked into .cache/redis.
 */
export function findRedisServer(): RedisBinary {
  for (const path of [process.env.QUARK_REDIS_SERVER, 'redis-server']) {
    if (path && isNewEnough({ path })) return { path }
  }
  if (isNewEnough(unpacked())) return unpacked()
  let reason = 'it does not run here'
  try {
    unpackDebian({ suite: SUITE, names: PACKAGES, withDependencies: false }, folder())
    if (isNewEnough(unpacked())) return unpacked()
  } catch (error) {
    reason = (error as Error).message.split('\n')[0] ?? ''
  }
  return { missing: `no redis-server >= ${OLDEST} on the PATH, and Debian's cannot be used (${reason})` }
}

const folder = (): string => join(projectRoot(), '.cache', 'redis')

function unpacked(): { path: string; libraries: string } {
  const root = folder()
  const lib = join(root, 'usr', 'lib', process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu')
  return { path: join(root, 'usr', 'bin', 'redis-server'), libraries: lib }
}

function isNewEnough({ path, libraries }: { path: string; libraries?: string }): boolean {
  try {
    const env = { ...process.env, ...(libraries && { LD_LIBRARY_PATH: libraries }) }
    const said = execFileSync(path, ['--version'], { encoding: 'utf8', stdio: 'pipe', env })
    return Number(/v=(\d+)/.exec(said)?.[1]) >= OLDEST
  } catch {
    return false
  }
}
