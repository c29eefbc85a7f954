import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Command } from 'commander'
import { root } from '../root.js'

/** `quark build`: the launcher builds before any command, so this only hands over to it. */
export function registerBuild(program: Command): void {
  program
    .command('build')
    .description('build what has changed (every command does so first)')
    .option('--force', 'build everything anew')
    .action(({ force }: { force?: boolean }) => {
      const launcher = join(root, 'tools', 'launch', 'launch.mjs')
      const { status } = spawnSync(process.execPath, [launcher, 'build', ...(force ? ['--force'] : [])], {
        stdio: 'inherit',
      })
      process.exitCode = status ?? 1
    })
}
