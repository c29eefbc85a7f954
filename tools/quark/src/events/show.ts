import type { ConsumerLag, DeadLetter, StoredEvent } from '@quark/service-kit'
import pc from 'picocolors'

/** One line for an event: when, where, what, and the ids that its data speaks of. */
export function eventLine({ stream, envelope }: StoredEvent): string {
  const ids = Object.entries(envelope.data as Record<string, unknown>)
    .filter(([name, value]) => /Id$/.test(name) && typeof value === 'string')
    .map(([name, value]) => `${pc.dim(`${name}=`)}${value}`)
  return [pc.dim(envelope.time), stream.padEnd(8), pc.bold(envelope.type.padEnd(18)), envelope.id, ...ids].join('  ')
}

export function lagTable(lags: readonly ConsumerLag[]): string {
  if (lags.length === 0) return 'Nobody reads events yet.'
  const rows = lags.map(({ consumer, stream, waiting, waitingSince, deadLetters }) => [
    consumer,
    stream,
    String(waiting),
    waitingSince ?? '-',
    deadLetters > 0 ? pc.red(String(deadLetters)) : '0',
  ])
  return table(['consumer', 'stream', 'waiting', 'oldest stored', 'dead letters'], rows)
}

export function deadLetterTable(letters: readonly DeadLetter[]): string {
  if (letters.length === 0) return 'There are no dead letters.'
  const rows = letters.map(({ consumer, envelope, diedAt, error }) => [
    diedAt,
    consumer,
    envelope.type,
    envelope.id,
    error.split('\n')[0] ?? '',
  ])
  return table(['died', 'consumer', 'type', 'event', 'last error'], rows)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => plain(row[column]).length)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - plain(cell).length))
      .join('  ')
      .trimEnd()
  return [pc.dim(line(head)), ...rows.map(line)].join('\n')
}

/** Without colours, to be measured. */
const plain = (text = ''): string => text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')
