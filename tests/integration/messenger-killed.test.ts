import { createDatabases, databaseUrlOf } from '@quark/service-kit'
import { createTestDatabases, testPostgresUrl } from '@quark/testing'
import { expect, it } from 'vitest'
import { torture } from '../load/messenger/torture.ts'

it('brings every acknowledged message to every member once and in order, while replicas are killed and clients break off', async () => {
  const databases = await createTestDatabases([])
  const names = { messaging: databases.nameOf('messaging-service'), events: databases.nameOf('events') }
  const databaseServer = testPostgresUrl()
  await createDatabases(databaseServer, [names.messaging, names.events])
  try {
    const databaseUrl = databaseUrlOf(databaseServer, names.messaging)
    const { missing, doubled, outOfOrder, acknowledged, kills, connections } = await torture({
      seconds: 10,
      databaseServer,
      databaseUrl,
      names,
    })
    expect({ missing, doubled, outOfOrder }).toEqual({ missing: 0, doubled: 0, outOfOrder: 0 })
    expect(kills).toBeGreaterThanOrEqual(2)
    expect(connections).toBeGreaterThan(20)
    expect(acknowledged).toBeGreaterThan(200)
  } finally {
    await databases.drop()
  }
}, 120_000)
