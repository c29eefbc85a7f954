import './assert-node.js'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { PlainError } from '@quark/service-kit/embedded'
import { Command } from 'commander'
import { root } from './root.js'

// A warm start spends most of its time in compiling the same modules again.
enableCompileCache(join(root, 'node_modules', '.cache', 'quark', 'compiled'))

const program = new Command('quark')
  .description('Quark: a self-hosted platform for publishing and talking.')
  .showHelpAfterError()

// Imported only when there is a cache to compile into.
const { commands } = await import('./commands.js')
for (const register of commands) register(program)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
