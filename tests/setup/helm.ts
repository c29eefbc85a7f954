import { findHelm, type HelmBinary } from '@quark/testing'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The Helm that renders the chart, or why there is none. */
    helm: HelmBinary
  }
}

/** Looks once for a Helm that can be used. Where none can be had, the run says so, and its tests are skipped. */
export default function provideHelm(project: TestProject): void {
  const found = findHelm()
  if ('missing' in found) process.stdout.write(`Tests of the Helm chart are skipped: ${found.missing}.\n`)
  project.provide('helm', found)
}
