import { type CephPrograms, findCeph, startCeph, type TestS3 } from '@quark/testing'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Settings that reach the S3 of this run; null where none can be had. */
    s3: Readonly<Record<string, string>> | null
  }
}

// Vitest loads this file once for each project, so the one store is kept where all of them find it.
const holder = globalThis as typeof globalThis & { quarkTestS3?: { users: number; started: Promise<TestS3> } }

/**
 * Gives the tests one real S3, Ceph, started for the run. Where it can't be had, the run says so, and its tests are
 * skipped; one that is there and does not start fails the run.
 */
export default async function provideS3(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const found: CephPrograms = findCeph()
  if ('missing' in found) {
    process.stdout.write(`Tests on S3 are skipped: ${found.missing}.\n`)
    project.provide('s3', null)
    return undefined
  }
  holder.quarkTestS3 ??= { users: 0, started: startCeph(found.root) }
  const shared = holder.quarkTestS3
  shared.users++
  const store = await shared.started
  project.provide('s3', store.env)
  return async () => {
    shared.users--
    if (shared.users > 0) return
    holder.quarkTestS3 = undefined
    await store.stop()
  }
}
