import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EmbeddedPostgres, isRunning } from '@quark/service-kit/embedded'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL of the server that all tests of a run share. Every test makes databases of its own in it. */
    postgresUrl: string
  }
}

interface SharedServer {
  users: number
  started: Promise<{ url: string; stop(): Promise<void> }>
}

const PREFIX = 'quark-test-'

// Vitest loads this file once for each project, so the one server is kept where all of them find it.
const holder = globalThis as typeof globalThis & { quarkTestServer?: SharedServer }

/**
 * Gives the tests one PostgreSQL: the one TEST_DATABASE_URL names, else an embedded one in a temporary folder (no
 * fsync), started for the first project that needs it and thrown away after the last.
 */
export default async function providePostgres(project: TestProject): Promise<() => Promise<void>> {
  holder.quarkTestServer ??= { users: 0, started: startServer() }
  const shared = holder.quarkTestServer
  shared.users++
  const server = await shared.started
  project.provide('postgresUrl', server.url)
  return async () => {
    shared.users--
    if (shared.users > 0) return
    holder.quarkTestServer = undefined
    await server.stop()
  }
}

/** A run that was killed leaves its server running. The process id in the folder's name tells whose it was. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (owner && !isRunning(Number(owner))) throwAway(join(tmpdir(), name))
  }
}

/** Ends the server at once (nobody needs its data) and removes its files. Waits without a tick: the process is ending. */
function throwAway(folder: string): void {
  const server = EmbeddedPostgres.running(join(folder, 'postgres'))
  if (server) process.kill(server.pid, 'SIGQUIT')
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (let wait = 0; server && isRunning(server.pid) && wait < 100; wait++) Atomics.wait(clock, 0, 0, 20)
  rmSync(folder, { recursive: true, force: true })
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }

  removeLeftovers()
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  // Started by root, the server runs as another user, who must get through this folder.
  chmodSync(folder, 0o711)
  // Vitest runs no teardown when a signal ends it.
  const discard = () => throwAway(folder)
  process.once('exit', discard).once('SIGTERM', () => process.exit(143))
  const server = await EmbeddedPostgres.start({
    folder: join(folder, 'postgres'),
    password: randomBytes(16).toString('hex'),
    mode: 'test',
  })
  const stop = async () => {
    await server.stop()
    process.off('exit', discard)
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: server.url, stop }
}
