import type { Command } from 'commander'
import { describeLogin, seedDemo } from './seed-demo.js'

/** `quark seed`: fills a running Quark with the demo community. */
export function registerSeed(program: Command): void {
  program
    .command('seed')
    .description('fill a running Quark with a small bilingual community, once, and print a login')
    .option('--url <url>', 'where Quark runs', 'http://127.0.0.1:8080')
    .action(async ({ url }: { url: string }) => {
      const login = await seedDemo(url.replace(/\/+$/, ''), (line) => console.log(line))
      console.log(`\n  ${describeLogin(login)}`)
    })
}
