import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { Command } from 'commander'
import { root } from './root.js'

// A warm start spends most of its time in compiling the same modules again.
enableCompileCache(join(root, 'node_modules', '.cache', 'quark', 'compiled'))

// Errors whose message says all, cure included. By name: importing their classes would load the whole kit for `--help`.
const PLAIN = new Set(['PlainError', 'ManifestError', 'SettingsError', 'ListenError'])

// A reader that goes away (`| head`: EPIPE, a closed terminal: EIO) is no reason to stop, and there is nowhere to say so:
// unheard, the error would end up in a handler that writes, fails the same way, and never lets go of the processor.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

const program = new Command('quark')
  .description('Quark: a self-hosted platform for publishing and talking.')
  .showHelpAfterError()

// Imported only when there is a cache to compile into.
const { commands } = await import('./commands.js')
for (const register of commands) register(program)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof Error && PLAIN.has(error.name))) throw error
  console.error(error.message)
  process.exitCode = 1
}
