import { findNatsServer, type NatsBinary } from '@quark/testing'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The nats-server that tests start for themselves, or why there is none. */
    natsServer: NatsBinary
  }
}

/** Looks once for a NATS server that can be used. Where none can be had, the run says so, and its tests are skipped. */
export default function provideNats(project: TestProject): void {
  const found = findNatsServer()
  if ('missing' in found) process.stdout.write(`Tests on NATS are skipped: ${found.missing}.\n`)
  project.provide('natsServer', found)
}
