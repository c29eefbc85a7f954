import { type Command, InvalidArgumentError } from 'commander'
import type { UpOptions } from './run-up.js'

/** `quark up`, which is what `npm start` runs. */
export function registerUp(program: Command): void {
  program
    .command('up')
    .description('start Quark and everything it needs, until Ctrl-C')
    .option('--port <number>', 'port of the site', parsePort, 8080)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--data <folder>', 'data folder (default: QUARK_DATA, or .quark in the project)')
    .option('--only <modules>', 'run only these modules, separated by commas')
    .option('--separate', 'run each module in a process of its own')
    .option('--demo', 'fill an empty Quark with a small community')
    .action(async (options: UpOptions) => {
      const { runUp } = await import('./run-up.js')
      // Timers and sockets of libraries may linger; everything of ours has stopped.
      process.exit(await runUp(options))
    })
}

function parsePort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('It must be a number from 0 to 65535 (0 takes a free one).')
}
