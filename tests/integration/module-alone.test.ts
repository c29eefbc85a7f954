import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { resolve } from 'node:path'
import { freePort } from '@quark/service-kit/embedded'
import { startNatsBroker, until } from '@quark/testing'
import { afterEach, describe, expect, inject, it } from 'vitest'

const MAIN = resolve(import.meta.dirname, '../../services/api-gateway/dist/main.js')
const nats = inject('natsServer')

/** A module as a container has it: a process of its own, told everything by its environment. */
describe('a module alone', () => {
  let child: ChildProcess | undefined
  let said = ''
  afterEach(async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  })

  const start = (env: Record<string, string>): ChildProcess => {
    said = ''
    // Nothing of the test's own settings.
    const process_ = spawn(process.execPath, [MAIN], { env: { QUARK_INTERNAL_KEY: 'x'.repeat(32), ...env } })
    process_.stdout?.on('data', (chunk) => {
      said += chunk
    })
    child = process_
    return process_
  }

  it.skipIf('missing' in nats)('needs no PostgreSQL when it has no database and NATS carries the events', async () => {
    if ('missing' in nats) return
    const broker = await startNatsBroker(nats.path)
    try {
      const port = await freePort()
      const gateway = start({ NATS_URL: broker.url, PORT: String(port) })
      const isReady = (): Promise<boolean> =>
        fetch(`http://127.0.0.1:${port}/ready`).then(
          ({ ok }) => ok,
          () => false,
        )
      await until('the gateway to be ready', isReady, 30_000)
      const gone = once(gateway, 'exit')
      gateway.kill('SIGTERM')
      expect(await gone).toEqual([0, null])
    } finally {
      await broker.stop()
    }
  })

  it('says which setting it misses when it has neither', async () => {
    expect(await once(start({}), 'exit')).toEqual([1, null])
    expect(said).toContain('Setting DATABASE_URL: api-gateway needs it, for the events, as NATS_URL is not set.')
  })

  it('ends at once when it is told to while it starts', async () => {
    // A server that takes connections and says nothing: the module waits for it.
    const silent = createServer().listen(0, '127.0.0.1')
    try {
      await once(silent, 'listening')
      const { port } = silent.address() as AddressInfo
      const gateway = start({ NATS_URL: `nats://127.0.0.1:${port}` })
      const [socket] = await once(silent, 'connection')
      const gone = once(gateway, 'exit')
      gateway.kill('SIGTERM')
      expect(await gone).toEqual([143, null])
      socket.destroy()
    } finally {
      silent.close()
    }
  })
})
