import { join } from 'node:path'
import { loadManifest } from '@quark/manifest'
import { aFolder } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import { readEvents } from '../../src/gen/read/events.js'
import { importService } from '../../src/gen/read/modules.js'

const MANIFEST = `
name: poll-service
version: 1.0.0
type: docker
description: Keeps polls.
http: { port: 3010 }
slo: { read_p95_ms: 500, write_p95_ms: 1500, error_rate: 0.001 }
deploy: { replicas: { min: 1, max: 2 }, cpu: 250m, memory: 256Mi }
health_check: /health
`

describe('the built code of a module', () => {
  const serviceIn = (files: Record<string, string>) => {
    const root = aFolder({ 'services/poll-service/module-manifest.yaml': MANIFEST, ...files })
    return importService(loadManifest(join(root, 'services/poll-service')))
  }

  it('is its service', async () => {
    const files = { 'services/poll-service/dist/service.js': "exports.service = { folder: 'here' }" }
    expect(await serviceIn(files)).toEqual({ folder: 'here' })
  })

  it('has to be there', async () => {
    await expect(serviceIn({})).rejects.toThrow('poll-service is not built')
  })

  it('has to export a service', async () => {
    const files = { 'services/poll-service/dist/service.js': 'exports.other = 1' }
    await expect(serviceIn(files)).rejects.toThrow('services/poll-service/src/service.ts exports no "service"')
  })
})

describe('the contracts of events', () => {
  it('have to be built', async () => {
    const root = aFolder({ 'packages/contracts/src/events/poll.ts': '' })
    await expect(readEvents(root)).rejects.toThrow('packages/contracts/src/events/poll.ts is not built')
  })

  it('are found by their folder, with what their comments say', async () => {
    const root = join(import.meta.dirname, '..', '..', '..', '..')
    const published = (await readEvents(root)).find(({ type }) => type === 'post.published')
    expect(published).toMatchObject({ stream: 'posts', version: 1, file: 'packages/contracts/src/events/blog.ts' })
    expect(published?.description).toMatch(/^A post became visible/)
    expect(published?.fields).toContainEqual({ name: 'postId', type: 'uuid', description: '' })
  })
})
