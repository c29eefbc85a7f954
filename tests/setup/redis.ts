import { findRedisServer, type RedisBinary } from '@quark/testing'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The redis-server that tests start for themselves, or why there is none. */
    redisServer: RedisBinary
  }
}

/** Looks once for a Redis that can be used. Where none can be had, the run says so, and its tests are skipped. */
export default function provideRedis(project: TestProject): void {
  const found = findRedisServer()
  if ('missing' in found) process.stdout.write(`Tests on Redis are skipped: ${found.missing}.\n`)
  project.provide('redisServer', found)
}
