import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { named } from './lib/chart-facts.js'
import { root } from './lib/project.js'
import { render } from './lib/render.js'

const run = promisify(execFile)
const [nats, helm] = [inject('natsServer'), inject('helm')]
const server = 'path' in nats ? nats.path : ''

describe.skipIf('missing' in nats)('the settings of NATS', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'quark-nats-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** What nats-server itself says of them. */
  async function check(config: string): Promise<string> {
    const file = join(folder, 'nats.conf')
    writeFileSync(file, config)
    const env = { NATS_PASSWORD: `q${'7e12'.repeat(12)}`, POD_NAME: 'quark-nats-0' }
    const { stdout, stderr } = await run(server, ['-t', '-c', file], { env })
    return stdout + stderr
  }

  it('of the compose file are what NATS understands', async () => {
    expect(await check(readFileSync(join(root, 'deploy/compose/nats.conf'), 'utf8'))).toContain('is valid')
  })

  it.skipIf('missing' in helm).each(['1', '3'])(
    'of the chart are what NATS understands, with %s servers',
    async (replicas) => {
      const objects = await render('path' in helm ? helm.path : '', ['trial.yaml'], [`nats.replicas=${replicas}`])
      const config: string = named(objects, 'ConfigMap', 'quark-nats').data['nats.conf']
      expect(await check(config)).toContain('is valid')
      expect(config.match(/nats:\/\/quark-nats-\d\.quark-nats-headless:6222/g) ?? []).toHaveLength(
        replicas === '1' ? 0 : 3,
      )
    },
  )
})
