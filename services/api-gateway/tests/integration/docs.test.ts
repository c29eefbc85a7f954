import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadManifest } from '@quark/manifest'
import { describeApi } from '@quark/service-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { type EdgeStand, standUp } from '../edge-stand.js'
import { echoService } from '../fixtures/echo-service/echo.js'
import { pagesService } from '../fixtures/pages-service/pages.js'

describe('the API reference', () => {
  let edge: EdgeStand
  let folder: string
  beforeAll(async () => {
    const home = mkdtempSync(join(tmpdir(), 'quark-docs-'))
    folder = join(home, 'echo-service')
    cpSync(echoService.folder, folder, { recursive: true })
    const document = JSON.parse(JSON.stringify(await describeApi(echoService)))
    writeFileSync(join(folder, 'openapi.yaml'), stringify(document))
    edge = await standUp({ modules: [pagesService], absent: [loadManifest(folder)] })
  })
  afterAll(async () => {
    await edge.stop()
    rmSync(join(folder, '..'), { recursive: true, force: true })
  })

  it('is one document of all modules, each operation under its module', async () => {
    const { status, headers, body } = await edge.get('/api/openapi.json')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('application/json')
    expect(body.paths['/api/v1/echo'].get).toMatchObject({
      tags: ['echo-service'],
      responses: { default: { $ref: '#/components/responses/Problem' } },
    })
    expect(body.tags).toContainEqual(expect.objectContaining({ name: 'echo-service' }))
    expect(Object.keys(body.paths)).not.toContain('/ready')
  })

  it('is a page that may load its own files and nothing else', async () => {
    const page = await edge.get('/api/docs')
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/)
    expect(page.body).not.toMatch(/<script(?![^>]* src="\/)/)
    for (const [, path] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const file = await edge.get(path)
      expect(file.status, path).toBe(200)
      expect(file.headers.get('cache-control')).toContain('max-age')
    }
  })

  it('gives no other file away', async () => {
    for (const name of ['package.json', '..%2fpackage.json', 'index.html', 'constructor']) {
      expect((await edge.get(`/api/docs/${name}`)).status).toBe(404)
    }
  })
})
