import { once } from 'node:events'
import { loadManifests } from '@quark/manifest'
import type { Command } from 'commander'
import { root } from '../root.js'
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
      warnOfUnknown(type)
      const options = { types: type, ...(since && { since: momentOf(since) }) }
      await withLog(option, async (log) => {
        await log.tail(options, (event) => console.log(json ? JSON.stringify(event) : eventLine(event)))
        if (!json) console.error('Waiting for events; Ctrl-C ends this.')
        // Also when nobody reads any more: `quark events tail | head`.
        await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), failed(process.stdout)])
      })
    })
}

const collect = (value: string, before: string[]): string[] => [...before, value]

const failed = (stream: NodeJS.WriteStream): Promise<void> => new Promise((done) => stream.once('error', () => done()))

/** It may be a slip of the pen, and would be waited for in vain; or an event of former days, which the log still has. */
function warnOfUnknown(types: readonly string[]): void {
  const emitted = loadManifests(root).flatMap(({ exposes }) => exposes.events)
  for (const type of types.filter((one) => !emitted.includes(one))) {
    console.error(`No module emits ${type} today. There are: ${emitted.sort().join(', ')}.`)
  }
}
