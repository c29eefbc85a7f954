import type { Command } from 'commander'
import { registerCheck } from './check/register-check.js'
import { registerGen } from './gen/register-gen.js'
import { registerBuild } from './launcher/register-build.js'
import { registerNew } from './new/register-new.js'
import { registerUp } from './up/register-up.js'

/** Every command of `quark`, in the order of its help. */
export const commands: ((program: Command) => void)[] = [
  registerUp,
  registerBuild,
  registerCheck,
  registerGen,
  registerNew,
]
