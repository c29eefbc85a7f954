import type { Command } from 'commander'

/** `quark gen`: writes every generated file anew. */
export function registerGen(program: Command): void {
  program.command('gen').description('write every generated file anew')
}
