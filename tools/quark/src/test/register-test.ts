import type { Command } from 'commander'

/** `quark test`, which is what `npm test` runs. */
export function registerTest(program: Command): void {
  program
    .command('test')
    .description('lint, check types and run the tests; ends with a line "N passed, N failed"')
    .argument(
      '[parts...]',
      'lint, types, check, architecture, unit, deploy, integration, e2e, distributed, containers, or a path like services/blog-service',
    )
    .option('--with-distributed', 'everything, and then the ring on real NATS and S3, as CI runs it')
    .action(async (parts: string[], { withDistributed = false }: { withDistributed?: boolean }) => {
      const { runTest } = await import('./run-test.js')
      process.exitCode = await runTest(parts, withDistributed)
    })
}
