import type { Command } from 'commander'
import { plainly } from '../gen/plainly.js'
import { gen } from '../gen/register-gen.js'
import { root } from '../root.js'
import { newModule } from './new-module.js'

/** `quark new <name>-service`: makes a module that docks as it is. */
export function registerNew(program: Command): void {
  program
    .command('new')
    .argument('<name>', 'its name, like poll-service, which keeps polls')
    .option('--plural <word>', 'what several of its things are called, like people')
    .description('make a module that docks as it is: routes, table, event, tests, docs')
    .action(async (name: string, { plural }: { plural?: string }) => {
      const files = await plainly(() => newModule(root, name, plural))
      for (const path of files) console.log(`wrote ${path}`)
      await gen(root)
      console.log(
        `\n${name} is ready: npm start has it, npm test tests it. Begin with services/${name}/README.md and make it yours.`,
      )
    })
}
