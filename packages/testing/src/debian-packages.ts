import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './project-root.js'

/** Packages of a Debian release, and what of them is missing here. */
export interface DebianPackages {
  /** Release by its code name. */
  readonly suite: string
  readonly names: readonly string[]
  /** Fetches what they depend on too, as far as this system does not have it. */
  readonly withDependencies: boolean
}

/**
 * Fetches packages and unpacks them into a folder below `.cache`; needs apt-get and dpkg-deb, no root, and the system
 * stays as it is. They are unpacked beside their place and moved there whole, since another run may be doing the same.
 */
export function unpackDebian(packages: DebianPackages, folder: string): void {
  mkdirSync(join(projectRoot(), '.cache'), { recursive: true })
  const work = mkdtempSync(`${folder}-`)
  try {
    const run = (command: string, ...args: string[]): string =>
      execFileSync(command, args, { cwd: work, encoding: 'utf8', stdio: 'pipe', timeout: 180_000 })
    for (const name of ['lists/partial', 'archives/partial', 'root']) mkdirSync(join(work, name), { recursive: true })
    const mirror = run('apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Component: main').split('\n')[0]
    if (!mirror) throw new Error('apt-get knows no mirror')
    const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
    writeFileSync(join(work, 'sources.list'), `deb [signed-by=${keyring}] ${mirror} ${packages.suite} main\n`)
    const own = Object.entries({
      'Dir::Etc::sourcelist': join(work, 'sources.list'),
      'Dir::Etc::sourceparts': '/dev/null',
      'Dir::State::lists': join(work, 'lists'),
      'Dir::Cache': work,
      'Acquire::Languages': 'none',
      'APT::Sandbox::User': '',
    }).flatMap(([name, value]) => ['-o', `${name}=${value}`])
    run('apt-get', ...own, 'update')
    const planned = (): string[] =>
      run('apt-get', ...own, '--simulate', '--no-install-recommends', 'install', ...packages.names)
        .split('\n')
        .flatMap((line) => /^Inst (\S+)/.exec(line)?.[1] ?? [])
    // What is installed may come from an archive that is not asked here, and could then not be had.
    const uninstalled = ['-o', 'Dir::State::status=/dev/null']
    run('apt-get', ...own, ...uninstalled, 'download', ...(packages.withDependencies ? planned() : packages.names))
    const archives = globSync('*.deb', { cwd: work })
    if (archives.length === 0) throw new Error(`apt-get downloaded nothing for ${packages.names.join(', ')}`)
    for (const archive of archives) run('dpkg-deb', '-x', archive, 'root')
    if (!existsSync(folder)) renameSync(join(work, 'root'), folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
