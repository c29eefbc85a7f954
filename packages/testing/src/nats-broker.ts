import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, JetStreamEventLog, NatsSettings, RETRY_POLICY } from '@quark/service-kit'
import { freePort } from '@quark/service-kit/embedded'
import type { TestBroker } from './broker.js'
import { until } from './until.js'

/** A NATS server of a test, which can also lose all that it had. */
export interface NatsTestBroker extends TestBroker {
  readonly url: string
  /** Ends it and empties its store, as a broken disk would. */
  loseStore(): Promise<void>
}

/** JetStream on a server of its own on 127.0.0.1 that keeps what it acknowledged, so that it can be killed. */
export async function startNatsBroker(binary: string): Promise<NatsTestBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'quark-nats-'))
  const port = await freePort()
  const url = `nats://127.0.0.1:${port}`
  const start = (): Promise<ChildProcess> => startServer(binary, port, join(folder, 'store'))
  let server = await start()
  const kill = async (): Promise<void> => {
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
  }
  return {
    name: 'NATS JetStream',
    url,
    env: { NATS_URL: url },
    open: (retry) =>
      JetStreamEventLog.open(new NatsSettings({ NATS_URL: url }), createLogger({ level: 'silent' }), {
        ...RETRY_POLICY,
        pauses: [1],
        ...retry,
      }),
    kill,
    async restart() {
      server = await start()
    },
    async loseStore() {
      await kill()
      rmSync(join(folder, 'store'), { recursive: true, force: true })
    },
    async stop() {
      if (server.exitCode === null && server.signalCode === null) await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startServer(binary: string, port: number, store: string): Promise<ChildProcess> {
  const server = spawn(binary, ['-a', '127.0.0.1', '-p', `${port}`, '-js', '-sd', store], { stdio: 'ignore' })
  process.once('exit', () => server.kill('SIGKILL'))
  await until('nats-server to listen', () => server.exitCode !== null || answers(port))
  if (server.exitCode !== null) throw new Error(`nats-server ended with ${server.exitCode}`)
  return server
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp(port, '127.0.0.1')
    socket.once('data', () => socket.destroy())
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(socket.bytesRead > 0))
  })
}
