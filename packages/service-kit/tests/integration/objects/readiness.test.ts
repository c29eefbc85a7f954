import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startService } from '@quark/testing'
import { expect, it } from 'vitest'
import { service } from '../../fixtures/notes-service/notes.js'

it('a module that keeps objects is ready only while their store answers', async () => {
  let status = 200
  const store = createServer((_request, response) => response.writeHead(status).end()).listen(0, '127.0.0.1')
  await once(store, 'listening')
  const { port } = store.address() as AddressInfo
  const keys = { S3_ACCESS_KEY_ID: 'key', S3_SECRET_ACCESS_KEY: 'secret' }
  const notes = await startService(service, {
    env: { S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_BUCKET: 'bucket', ...keys },
  })
  try {
    expect((await notes.get('/ready')).status).toBe(200)
    status = 403
    expect((await notes.get('/ready')).status).toBe(503)
    status = 200
    expect((await notes.get('/ready')).status).toBe(200)
  } finally {
    await notes.stop()
    store.closeAllConnections()
    store.close()
  }
})
