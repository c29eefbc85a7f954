import { createServer } from 'node:net'
import { startNatsBroker, until } from '@quark/testing'
import { describe, expect, inject, it } from 'vitest'
import { connectOnce, waitForNats } from '../../../src/events/nats/connect.js'
import { NatsSettings } from '../../../src/events/nats/nats-settings.js'
import { Publisher } from '../../../src/events/nats/publisher.js'
import { closeServer, portOf } from '../../../src/host/listen.js'
import { createLogger } from '../../../src/observe/logger.js'
import { anEvent } from './event-factory.js'

const log = createLogger({ level: 'silent' })
const server = inject('natsServer')
const path = 'path' in server ? server.path : undefined

/** Greets like a NATS server, and says it pongs. */
async function greeting(info: object) {
  const stand = createServer((socket) => {
    socket.write(`INFO ${JSON.stringify({ server_id: 'x', max_payload: 1024, proto: 1, headers: true, ...info })}\r\n`)
    socket.on('data', () => socket.write('PONG\r\n')).on('error', () => {})
  })
  await new Promise<void>((resolve) => stand.listen(0, '127.0.0.1', resolve))
  return { url: `nats://quark:hush@127.0.0.1:${portOf(stand as never)}`, stop: () => closeServer(stand as never) }
}

const refusal = (url: string, patienceMs = 5000): Promise<Error> =>
  waitForNats({ url, log, patienceMs }, async () => {}).then(
    () => new Error('it was accepted'),
    (error: Error) => error,
  )

describe('the connection to NATS', () => {
  it('refuses a server that is too old or has no JetStream, by name and without the password', async () => {
    for (const [info, reason] of [
      [{ version: '2.9.10', jetstream: true }, 'is version 2.9.10; Quark needs 2.10 or newer'],
      [{ version: '2.10.27' }, 'has no JetStream'],
    ] as const) {
      const stand = await greeting(info)
      const { name, message } = await refusal(stand.url)
      expect({ name, message }).toEqual({ name: 'PlainError', message: expect.stringContaining(reason) })
      expect(message).not.toContain('hush')
      await stand.stop()
    }
  })

  it('gives up a server that never answers, and says what to do', async () => {
    expect((await refusal('nats://quark:hush@127.0.0.1:1', 0)).message).toMatch(
      /^NATS at nats:\/\/127\.0\.0\.1:1 was not ready in 0 s \(.+\)\. Start it, or correct NATS_URL\.$/,
    )
  })

  it('names a wrong address without showing it', () => {
    for (const NATS_URL of ['http://h:1', 'nats://u:hush/x@h', 'nats://u:hush%zz@h', 'nats://']) {
      expect(() => new NatsSettings({ NATS_URL })).toThrow(/^Setting NATS_URL: must be like/)
      expect(() => new NatsSettings({ NATS_URL })).not.toThrow(/hush/)
    }
    expect(new NatsSettings({ NATS_URL: 'tls://u:p%40ss@a:1,tls://b' }).NATS_REPLICAS).toBe(1)
  })

  it.skipIf(!path)('leaves no connection behind when several publish while the server goes and comes', async () => {
    const broker = await startNatsBroker(path ?? '')
    await (await broker.open()).close()
    const opened: Awaited<ReturnType<typeof connectOnce>>[] = []
    const publisher = new Publisher(async () => {
      const connection = await connectOnce(broker.url, 'test', { reconnect: false })
      opened.push(connection)
      return connection
    })
    const all = () => Promise.allSettled([1, 2, 3].map(() => publisher.publish([anEvent()])))
    await all()
    await broker.kill()
    await all()
    await broker.restart()
    await until('all to be published', async () => (await all()).every(({ status }) => status === 'fulfilled'))

    expect(opened.filter((connection) => !connection.isClosed())).toHaveLength(1)
    await publisher.close()
    expect(opened.every((connection) => connection.isClosed())).toBe(true)
    await broker.stop()
  })
})
