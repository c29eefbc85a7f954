import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { unpackDebian } from './debian-packages.js'
import { projectRoot } from './project-root.js'

/** The programs of Ceph: below which folder they are (empty: installed), or why there are none. */
export type CephPrograms = { readonly root: string } | { readonly missing: string }

/** The release whose Ceph needs nothing else than what Debian 12 has. */
const SUITE = 'bookworm'
const PACKAGES = ['radosgw', 'ceph-mon', 'ceph-osd']

/**
 * A Ceph with its S3 gateway: the one that is installed, or Debian 12's, unpacked into .cache/ceph (about 70 MB to fetch,
 * 260 MB on disk; needs apt-get and dpkg-deb of that release, no root; the system stays as it is).
 */
export function findCeph(): CephPrograms {
  const cache = join(projectRoot(), '.cache', 'ceph')
  for (const root of ['', cache]) if (runs(root)) return { root }
  try {
    unpackDebian({ suite: SUITE, names: PACKAGES, withDependencies: true }, cache)
    execFileSync('radosgw', ['--version'], { env: cephEnvironment(cache), stdio: 'pipe' })
    return { root: cache }
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n')
    return { missing: `no radosgw, ceph-mon and ceph-osd on the PATH, and Debian's could not be fetched (${reason})` }
  }
}

/** Where the programs find each other, their libraries and modules. */
export function cephEnvironment(root: string): NodeJS.ProcessEnv {
  if (root === '') return process.env
  const libraries = join(root, 'usr', 'lib', libraryFolder())
  return {
    ...process.env,
    PATH: `${join(root, 'usr', 'bin')}:/usr/bin:${process.env.PATH}`,
    LD_LIBRARY_PATH: [libraries, join(libraries, 'ceph'), join(root, 'lib', libraryFolder())].join(':'),
    PYTHONPATH: join(root, 'usr', 'lib', 'python3', 'dist-packages'),
  }
}

export const libraryFolder = (): string => (process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu')

function runs(root: string): boolean {
  try {
    for (const program of ['ceph-mon', 'ceph-osd', 'radosgw'])
      execFileSync(program, ['--version'], { env: cephEnvironment(root), stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}
