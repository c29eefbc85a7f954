import { createInterface } from 'node:readline/promises'
import { loadManifests } from '@quark/manifest'
import { Database, databaseUrlOf, republish, UnknownConsumerError } from '@quark/service-kit'
import { PlainError } from '@quark/service-kit/embedded'
import type { Command } from 'commander'
import { root } from '../root.js'
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
      await confirm(
        `${consumer} reads ${moment ? `everything since ${moment.toISOString()}` : 'everything'} again. Only what rebuilds its projections runs; nothing is sent a second time.`,
        yes,
      )
      await withLog(option, (log) => log.replay(consumer, moment)).catch((error: unknown) => {
        throw error instanceof UnknownConsumerError ? new PlainError(error.message) : error
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

async function confirm(what: string, yes: boolean | undefined): Promise<void> {
  if (yes) return
  if (!process.stdin.isTTY) throw new PlainError(`${what} Add --yes to do it without being asked.`)
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${what} Go on? [y/N] `)
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new PlainError('Nothing was done.')
}
