import { createDatabases, databaseUrlOf } from '@quark/service-kit'
import { findNatsServer, startEmbeddedBroker, startNatsBroker } from '@quark/testing'
import type { Row } from '../lib/report.ts'
import { torture } from '../messenger/torture.ts'

const SECONDS = Number(process.env.FAULT_SECONDS ?? 60)

/** Replicas of messaging-service are killed with SIGKILL and clients break off; every acknowledged message must reach every member once and in order. */
export async function messengerFaults(): Promise<Row[]> {
  const rows = await run('LISTEN/NOTIFY', {})
  const server = findNatsServer()
  if ('missing' in server) return [...rows, { what: `over NATS: not tried, ${server.missing}`, value: '', budget: '' }]
  const nats = await startNatsBroker(server.path)
  try {
    return [...rows, ...(await run('NATS', { NATS_URL: nats.url }))]
  } finally {
    await nats.stop()
  }
}

async function run(wire: string, env: Record<string, string>): Promise<Row[]> {
  const database = await startEmbeddedBroker()
  const { DATABASE_URL: databaseServer = '' } = database.env
  const names = { messaging: 'messaging-service', events: 'events' }
  await createDatabases(databaseServer, Object.values(names))
  try {
    const databaseUrl = databaseUrlOf(databaseServer, names.messaging)
    const result = await torture({ seconds: SECONDS, databaseServer, databaseUrl, names, env })
    const { acknowledged, delivered, kills, connections, missing, doubled, outOfOrder } = result
    return [
      {
        what: `messenger over ${wire}: ${SECONDS} s, replicas killed / connections of 8 members`,
        value: `${kills} / ${connections}`,
        budget: '',
      },
      {
        what: '- acknowledged / delivered / missing / doubled / out of order',
        value: [acknowledged, delivered, missing, doubled, outOfOrder].join(' / '),
        budget: 'the last three 0',
        met: acknowledged > 0 && missing + doubled + outOfOrder === 0,
      },
    ]
  } finally {
    await database.stop()
  }
}
