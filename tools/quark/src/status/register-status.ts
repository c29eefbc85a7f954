import { resolve } from 'node:path'
import type { Command } from 'commander'
import pc from 'picocolors'
import { dataPath } from '../up/data-path.js'
import { collectStatus, type ModuleStatus, type Status } from './collect-status.js'

/** `quark status`: whether Quark runs on the data folder; exit code 0 when it does, else 1. */
export function registerStatus(program: Command): void {
  program
    .command('status')
    .description('say whether Quark runs, where, and how its modules are (exit code 1 when it does not)')
    .option('--data <folder>', 'data folder (default: QUARK_DATA, or .quark in the project)')
    .option('--json', 'answer in JSON')
    .action(async ({ data, json }: { data?: string; json?: boolean }) => {
      const status = await collectStatus(resolve(dataPath(data)))
      console.log(json ? JSON.stringify(status, null, 2) : describe(status))
      process.exitCode = status.running ? 0 : 1
    })
}

function describe({ running, pid, since, url, modules, postgres, dataFolder }: Status): string {
  const row = (name: string, value: string) => `${pc.dim(name.padEnd(11))} ${value}`
  const megabytes = (dataFolder.bytes / 1024 / 1024).toFixed(0)
  return [
    row('Quark', running ? `${pc.green('runs')} (process ${pid}, since ${since})` : pc.red('does not run')),
    ...(running ? [row('Site', url ?? 'does not answer yet')] : []),
    ...modules.map(({ name, health }) => row(name === modules[0]?.name ? 'Modules' : '', `${mark(health)} ${name}`)),
    row('PostgreSQL', postgres.running ? `runs on port ${postgres.port} (process ${postgres.pid})` : 'does not run'),
    row('Data', `${dataFolder.path} (${megabytes} MB)`),
  ].join('\n')
}

function mark(health: ModuleStatus['health']): string {
  const colour = { ok: pc.green, unready: pc.red, off: pc.dim }[health]
  return colour(health.padEnd(8))
}
