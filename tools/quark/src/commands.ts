import type { Command } from 'commander'
import { registerBench } from './bench/register-bench.js'
import { registerCheck } from './check/register-check.js'
import { registerEvents } from './events/register-events.js'
import { registerGen } from './gen/register-gen.js'
import { registerBuild } from './launcher/register-build.js'
import { registerNew } from './new/register-new.js'
import { registerSeed } from './seed/register-seed.js'
import { registerStatus } from './status/register-status.js'
import { registerTest } from './test/register-test.js'
import { registerUp } from './up/register-up.js'

/** Every command of `quark`, in the order of its help. */
export const commands: ((program: Command) => void)[] = [
  registerUp,
  registerStatus,
  registerSeed,
  registerEvents,
  registerTest,
  registerBuild,
  registerCheck,
  registerGen,
  registerNew,
  registerBench,
]
