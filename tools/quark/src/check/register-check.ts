import type { Command } from 'commander'

/** `quark check [part]`: whether manifests, generated files and docs agree with the code; exit 1 when they do not. */
export function registerCheck(program: Command): void {
  program.command('check').description('check that manifests, generated files and docs agree with the code')
}
