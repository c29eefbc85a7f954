import type { Command } from 'commander'
import { registerBuild } from './launcher/register-build.js'
import { registerCheck } from './check/register-check.js'
import { registerGen } from './gen/register-gen.js'
import { registerNew } from './new/register-new.js'

/** Every command of `quark`, in the order of its help. */
export const commands: ((program: Command) => void)[] = [registerBuild, registerCheck, registerGen, registerNew]
