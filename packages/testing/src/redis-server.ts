import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { freePort } from '@quark/service-kit/embedded'
import type { RedisBinary } from './redis-binary.js'
import { until } from './until.js'

/** A Redis of a test, to use and to break. It keeps nothing on disk. */
export interface TestRedis {
  readonly url: string
  /** Ends it with all that it had: SIGKILL. Answers when it is gone. */
  kill(): Promise<void>
  /** Starts an empty one on the same port. */
  restart(): Promise<void>
  /** It keeps its connections and answers nothing, until `resume`. */
  freeze(): void
  resume(): void
  stop(): Promise<void>
}

/** Starts a Redis on 127.0.0.1. */
export async function startRedis(binary: Exclude<RedisBinary, { missing: string }>): Promise<TestRedis> {
  const port = await freePort()
  let server = await startServer(binary, port)
  const kill = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    async restart() {
      server = await startServer(binary, port)
    },
    freeze: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    stop: kill,
  }
}

async function startServer(
  { path, libraries }: Exclude<RedisBinary, { missing: string }>,
  port: number,
): Promise<ChildProcess> {
  const server = spawn(path, ['--bind', '127.0.0.1', '--port', `${port}`, '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
    env: { ...process.env, ...(libraries && { LD_LIBRARY_PATH: libraries }) },
  })
  process.once('exit', () => server.kill('SIGKILL'))
  await until('redis-server to answer', () => server.exitCode !== null || answers(port))
  if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}`)
  return server
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.once('data', () => socket.destroy())
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(socket.bytesRead > 0))
  })
}
