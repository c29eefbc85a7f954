import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createDatabases,
  createLogger,
  databaseUrlOf,
  EmbeddedEventLog,
  EVENTS_DATABASE,
  RETRY_POLICY,
} from '@quark/service-kit'
import { EmbeddedPostgres, isRunning } from '@quark/service-kit/embedded'
import type { TestBroker } from './broker.js'
import { until } from './until.js'

const PASSWORD = 'of-a-test'

/** The embedded driver on a PostgreSQL of its own that keeps what it acknowledged, so that it can be killed. */
export async function startEmbeddedBroker(): Promise<TestBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'quark-broker-'))
  // Started by root, the server runs as another user, who must get through this folder.
  chmodSync(folder, 0o711)
  const start = (): Promise<EmbeddedPostgres> =>
    EmbeddedPostgres.start({ folder: join(folder, 'postgres'), password: PASSWORD, mode: 'durable' })
  let server = await start()
  // A run that is cut off leaves nothing running.
  const discard = (): void => {
    const running = EmbeddedPostgres.running(join(folder, 'postgres'))
    if (running) process.kill(running.pid, 'SIGQUIT')
  }
  process.once('exit', discard)
  await createDatabases(server.url, [EVENTS_DATABASE])
  const log = createLogger({ level: 'silent' })
  return {
    name: 'embedded log',
    env: { DATABASE_URL: server.url },
    open: (retry) =>
      EmbeddedEventLog.open(databaseUrlOf(server.url, EVENTS_DATABASE), log, {
        ...RETRY_POLICY,
        pauses: [1],
        ...retry,
      }),
    async kill() {
      const running = EmbeddedPostgres.running(join(folder, 'postgres'))
      if (!running) throw new Error('The PostgreSQL to be killed does not run')
      process.kill(running.pid, 'SIGKILL')
      await until('PostgreSQL to be gone', () => !isRunning(running.pid))
    },
    async restart() {
      server = await start()
    },
    async stop() {
      await server.stop()
      process.off('exit', discard)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
