import { createInterface } from 'node:readline/promises'
import { loadManifests } from '@quark/manifest'
import { Database, databaseUrlOf, republish } from '@quark/service-kit'
import { PlainError } from '@quark/service-kit/embedded'
import type { Command } from 'commander'
import { root } from '../root.js'
import { assertConsumer } from './consumers.js'
import { momentOf } from './moment.js'
import { type DataOption, databaseServer, withLog } from './open-log.js'

interface ReplayFlags extends DataOption {
  consumer: string
  since?: string
  yes?: boolean
}

interface RepublishFlags extends DataOption {
  module?: string
  since?: string
}

/** `quark events replay` and `quark events republish`. */
export function registerReplay(events: Command, dataOption: [string, string]): void {
  const since: [string, string] = [
    '--since <time>',
    'from then on: 2026-11-22T18:00:00Z, or how long ago, like 2h (default: the start)',
  ]
  events
    .command('replay')
    .description('have a module read its events again, to rebuild what it derives from them')
    .requiredOption('--consumer <module>', 'the module, like blog-service')
    .option(...since)
    .option('--yes', 'do not ask')
    .option(...dataOption)
    .action(async ({ consumer, since: from, yes, ...option }: ReplayFlags) => {
      const moment = from ? momentOf(from) : undefined
      await withLog(option, async (log) => {
        await assertConsumer(log, consumer)
        await confirm(whatReplayDoes(consumer, moment), yes)
        await log.replay(consumer, moment)
      })
      console.log(`${consumer} has begun. quark events lag shows how far it is.`)
    })
  events
    .command('republish')
    .description('publish again what the outboxes hold, after the store of NATS was lost')
    .option('--module <name>', 'only what this module emitted')
    .option(...since)
    .option(...dataOption)
    .action(async ({ module, since: from, ...option }: RepublishFlags) => {
      const moment = from ? momentOf(from) : undefined
      const server = databaseServer(option)
      for (const name of emitters(module)) {
        const database = new Database({ url: databaseUrlOf(server, name), name: 'quark-republish', max: 1 })
        const count = await republish(database, moment).finally(() => database.close())
        console.log(`${name}: ${count} events`)
      }
      console.log(
        'The modules that run publish them within half a minute; one that had an event already does nothing twice.',
      )
    })
}

function emitters(module: string | undefined): string[] {
  const names = loadManifests(root)
    .filter(({ exposes }) => exposes.events.length > 0)
    .map(({ name }) => name)
  if (module === undefined) return names
  if (!names.includes(module)) throw new PlainError(`${module} emits no events; these do: ${names.join(', ')}.`)
  return [module]
}

const whatReplayDoes = (consumer: string, since: Date | undefined): string =>
  [
    `${consumer} will read again ${since ? `what was stored since ${since.toISOString()}` : 'all its events from the start'}.`,
    'What keeps its projections runs once more. What notifies, mails, calls a model or emits does not,',
    'dead letters stay, and new events are handled after the old ones.',
  ].join('\n')

async function confirm(what: string, yes: boolean | undefined): Promise<void> {
  if (yes) return
  if (!process.stdin.isTTY) throw new PlainError(`${what}\nAdd --yes to do it without being asked.`)
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${what}\nGo on? [y/N] `)
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new PlainError('Nothing was done.')
}
