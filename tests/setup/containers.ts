import type { TestProject } from 'vitest/node'
import { whyNot } from '../containers/lib/container-tools.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** Why images cannot be built and run here; null when they can. */
    noContainers: string | null
  }
}

/** Looks once whether containers can be had. Where not, the run says so, and its tests are skipped. */
export default function provideContainers(project: TestProject): void {
  const reason = whyNot()
  if (reason) process.stdout.write(`Tests in containers are skipped: ${reason}.\n`)
  project.provide('noContainers', reason ?? null)
}
