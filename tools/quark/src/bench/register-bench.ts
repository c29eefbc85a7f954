import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Command } from 'commander'
import { root } from '../root.js'

/** `quark bench [names]`: the benchmarks of tests/load, one after another. Exits with 1 when a budget is not kept. */
export function registerBench(program: Command): void {
  program
    .command('bench')
    .description('measure Quark against bare references (Linux)')
    .argument('[names...]', 'start, login, read-post, events, faults, feed; all of them when left out')
    .action((names: string[]) => {
      const { status } = spawnSync(process.execPath, [join(root, 'tests', 'load', 'bench.ts'), ...names], {
        stdio: 'inherit',
      })
      process.exitCode = status ?? 1
    })
}
