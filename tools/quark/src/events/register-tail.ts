import { once } from 'node:events'
import type { Command } from 'commander'
import { momentOf } from './moment.js'
import { type DataOption, withLog } from './open-log.js'
import { eventLine } from './show.js'

interface TailFlags extends DataOption {
  type: string[]
  since?: string
  json?: boolean
}

/** `quark events tail`: shows events as they are stored, until Ctrl-C. */
export function registerTail(events: Command, dataOption: [string, string]): void {
  events
    .command('tail')
    .description('show events as they are stored, until Ctrl-C')
    .option('--type <type>', 'only this type, like post.published; may be given several times', collect, [])
    .option('--since <time>', 'begin with what was stored then: 2026-11-22T18:00:00Z, or how long ago, like 2h')
    .option('--json', 'one JSON object in each line')
    .option(...dataOption)
    .action(async ({ type, since, json, ...option }: TailFlags) => {
      const options = { types: type, ...(since && { since: momentOf(since) }) }
      await withLog(option, async (log) => {
        await log.tail(options, (event) => console.log(json ? JSON.stringify(event) : eventLine(event)))
        if (!json) console.error('Waiting for events; Ctrl-C ends this.')
        await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
      })
    })
}

const collect = (value: string, before: string[]): string[] => [...before, value]
