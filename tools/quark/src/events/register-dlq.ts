import type { DeadLetter, EventLog } from '@quark/service-kit'
import { PlainError } from '@quark/service-kit/embedded'
import type { Command } from 'commander'
import { assertConsumer } from './consumers.js'
import { type DataOption, withLog } from './open-log.js'
import { deadLetterTable } from './show.js'

interface Flags extends DataOption {
  consumer?: string
  all?: boolean
  json?: boolean
}

/** `quark events dlq`: events that a module could not handle and went past. */
export function registerDlq(events: Command, dataOption: [string, string]): void {
  const dlq = events.command('dlq').description('dead letters: events that a module could not handle and went past')
  const consumer: [string, string] = ['--consumer <module>', 'only those of this module']

  dlq
    .command('list')
    .description('list them, oldest first')
    .option(...consumer)
    .option('--json', 'answer in JSON')
    .option(...dataOption)
    .action((flags: Flags) =>
      withLog(flags, async (log) => {
        const letters = await lettersOf(log, flags)
        console.log(flags.json ? JSON.stringify(letters, null, 2) : deadLetterTable(letters))
      }),
    )
  dlq
    .command('show <event>')
    .description('show one whole: the event, who failed, how often, and the last error')
    .option(...consumer)
    .option(...dataOption)
    .action((event: string, flags: Flags) =>
      withLog(flags, async (log) => console.log(JSON.stringify(await chosen(log, event, flags), null, 2))),
    )
  change(
    dlq,
    'redrive',
    'hand to the module once more; what fails again stays a dead letter',
    dataOption,
    'Handed over again; what fails once more is back in quark events dlq list',
  )
  change(dlq, 'drop', 'forget for good', dataOption, 'Forgotten')
}

function change(
  dlq: Command,
  name: 'redrive' | 'drop',
  description: string,
  dataOption: [string, string],
  done: string,
): void {
  dlq
    .command(`${name} [event]`)
    .description(`${description}: one by its id (or how it begins), or --all`)
    .option('--consumer <module>', 'only those of this module')
    .option('--all', 'all of them')
    .option('--json', 'answer in JSON with those it was done to')
    .option(...dataOption)
    .action((event: string | undefined, flags: Flags) =>
      withLog(flags, async (log) => {
        const letters = await chosen(log, event, flags)
        assertOneConsumer(letters, flags)
        const changed: DeadLetter[] = []
        // One may be gone by now: handled meanwhile, or dropped by somebody else.
        for (const letter of letters) if (await log[name](letter.consumer, letter.envelope.id)) changed.push(letter)
        console.log(flags.json ? JSON.stringify(changed, null, 2) : `${done}: ${changed.length}.`)
      }),
    )
}

/** The dead letters that are meant: one event may have failed in several modules. */
async function chosen(log: EventLog, event: string | undefined, flags: Flags): Promise<DeadLetter[]> {
  if (!event && !flags.all)
    throw new PlainError('Say which dead letter: its event id (quark events dlq list shows them), or --all.')
  if (event && flags.all) throw new PlainError(`Say ${event} or --all, not both.`)
  const letters = await lettersOf(log, flags)
  if (!event) return letters
  const found = letters.filter(({ envelope }) => envelope.id.startsWith(event.toLowerCase()))
  const ids = [...new Set(found.map(({ envelope }) => envelope.id))]
  if (ids.length === 0) throw new PlainError(`No dead letter begins with ${event}: see quark events dlq list.`)
  if (ids.length > 1) throw new PlainError(`${event} could be each of ${ids.join(', ')}: write more of it.`)
  return found
}

async function lettersOf(log: EventLog, { consumer }: Flags): Promise<DeadLetter[]> {
  if (consumer) await assertConsumer(log, consumer)
  return log.deadLetters(consumer)
}

/** What is done to one event is meant for one module, and forgetting cannot be taken back. */
function assertOneConsumer(letters: readonly DeadLetter[], { all, consumer }: Flags): void {
  const [first, second] = letters
  if (all || consumer || !first || !second) return
  const names = letters.map((letter) => letter.consumer).join(' and ')
  throw new PlainError(`${first.envelope.id} failed in ${names}: say which with --consumer.`)
}
