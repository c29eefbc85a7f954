import type { Command } from 'commander'
import { type DataOption, withLog } from './open-log.js'
import { registerDlq } from './register-dlq.js'
import { registerReplay } from './register-replay.js'
import { registerTail } from './register-tail.js'
import { lagTable } from './show.js'

const DATA: [string, string] = ['--data <folder>', 'data folder (default: QUARK_DATA, or .quark in the project)']

/** `quark events`: what operators see and do of the events of a running Quark. */
export function registerEvents(program: Command): void {
  const events = program
    .command('events')
    .description('watch the events of a running Quark, see who is behind, repair what failed')
  registerTail(events, DATA)
  events
    .command('lag')
    .description('say how far each module is behind')
    .option('--json', 'answer in JSON')
    .option(...DATA)
    .action(({ json, ...option }: DataOption & { json?: boolean }) =>
      withLog(option, async (log) => {
        const lags = await log.lag()
        console.log(json ? JSON.stringify(lags, null, 2) : lagTable(lags))
      }),
    )
  registerDlq(events, DATA)
  registerReplay(events, DATA)
}
