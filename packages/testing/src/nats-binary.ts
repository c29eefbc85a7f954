import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** Unpacked beside its place and moved there whole, since another run may be doing the same. */
function fetchFromDebian(): string {
  mkdirSync(join(projectRoot(), '.cache'), { recursive: true })
  const work = mkdtempSync(join(projectRoot(), '.cache', 'nats-'))
  try {
    const run = (command: string, ...args: string[]): string =>
      execFileSync(command, args, { cwd: work, encoding: 'utf8', stdio: 'pipe', timeout: 120_000 })
    for (const folder of ['lists/partial', 'archives/partial', 'root'])
      mkdirSync(join(work, folder), { recursive: true })
    const mirror = run('apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Component: main').split('\n')[0]
    if (!mirror) throw new Error('apt-get knows no mirror')
    const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
    writeFileSync(join(work, 'sources.list'), `deb [signed-by=${keyring}] ${mirror} ${SUITE} main\n`)
    const own = Object.entries({
      'Dir::Etc::sourcelist': join(work, 'sources.list'),
      'Dir::Etc::sourceparts': '/dev/null',
      'Dir::State::lists': join(work, 'lists'),
      'Dir::Cache': work,
      'Acquire::Languages': 'none',
      'APT::Sandbox::User': '',
    }).flatMap(([name, value]) => ['-o', `${name}=${value}`])
    run('apt-get', ...own, 'update')
    run('apt-get', ...own, 'download', 'nats-server')
    const [archive] = globSync('nats-server_*.deb', { cwd: work })
    if (!archive) throw new Error('apt-get downloaded no nats-server')
    run('dpkg-deb', '-x', archive, 'root')
    if (!existsSync(cached())) renameSync(join(work, 'root'), cacheFolder())
    return cached()
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
