import type { Command } from 'commander'

/** `quark new <name>-service`: makes a module that docks as it is. */
export function registerNew(program: Command): void {
  program.command('new').argument('<name>', 'poll-service').description('make a module that docks as it is')
}
