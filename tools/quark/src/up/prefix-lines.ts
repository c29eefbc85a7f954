import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import pc from 'picocolors'

const COLOURS = [pc.cyan, pc.magenta, pc.green, pc.yellow, pc.blue, pc.red]

/** Passes a module's lines on to stdout, each with its name in front, in one colour of its own. */
export function prefixLines(lines: Readable | null, name: string, index: number): void {
  if (!lines) return
  const colour = COLOURS[index % COLOURS.length] ?? pc.white
  createInterface({ input: lines }).on('line', (line) => process.stdout.write(`${colour(`[${name}]`)} ${line}\n`))
}
