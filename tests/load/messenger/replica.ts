// One replica of messaging-service in a process of its own, until it is killed. Says its port when it is ready.

import { resolve } from 'node:path'
import { loadManifests } from '@quark/manifest'
import { service } from '@quark/messaging-service'
import {
  closeServer,
  createLogger,
  databaseUrlOf,
  listenHttp,
  makeHost,
  openBroadcast,
  openEvents,
  portOf,
  TokenVerifier,
} from '@quark/service-kit'

const { DATABASE_SERVER: databaseServer = '', EVENTS_DB = '', MESSAGING_DB = '', KEY_SET = '', LOG_LEVEL } = process.env
const log = createLogger({ level: LOG_LEVEL ?? 'silent' })
const shared = { env: process.env, databaseServer, log, database: EVENTS_DB }
const host = {
  ...makeHost({
    manifests: loadManifests(resolve(service.folder, '../..')),
    events: await openEvents(shared),
    broadcast: await openBroadcast(shared),
    log,
    env: process.env,
    internalKey: 'only-for-the-messenger-tests',
    peerHost: '127.0.0.1',
    portOffset: 0,
    databaseUrl: () => databaseUrlOf(databaseServer, MESSAGING_DB),
  }),
  tokens: new TokenVerifier(async () => JSON.parse(KEY_SET)),
}
const running = await service.create(host)
host.peers.add(running)
await running.start()
const server = await listenHttp(running, '127.0.0.1', 0)
process.send?.({ port: portOf(server) })
process.once('SIGTERM', async () => {
  await Promise.all([closeServer(server), running.upgrades?.close()])
  await running.stop()
  await host.broadcast.close()
  await host.events.close()
  process.exit(0)
})
process.once('disconnect', () => process.exit(1))
