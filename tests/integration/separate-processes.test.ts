import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from '@quark/service-kit/embedded'
import { TestClient, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const CLI = resolve(import.meta.dirname, '../../tools/quark/dist/main.js')
const START_MS = 90_000

/** What runs in one process in the other suites: here each module has its own, and every call goes over the network. */
describe('modules in processes of their own', () => {
  let data: string
  let quark: TestClient
  let child: ChildProcess
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'quark-separate-'))
    // Started by root, PostgreSQL runs as another user, who must get through.
    chmodSync(data, 0o711)
    const port = await freePort()
    child = spawn(process.execPath, [CLI, 'up', '--separate', '--port', String(port), '--data', data], {
      stdio: 'ignore',
      // All the modules' ports move, so that another Quark on this machine is in nobody's way.
      env: { ...process.env, QUARK_PORT_OFFSET: String(10_000 + (process.pid % 10_000)), LOG_LEVEL: 'silent' },
    })
    quark = new TestClient(`http://127.0.0.1:${port}`)
    const healthy = () =>
      quark.get('/health').then(
        ({ status }) => status === 200,
        () => false,
      )
    await until('every module to be well', healthy, START_MS)
  }, START_MS + 5000)
  afterAll(async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  })

  it('carry a person from registering to a page that others read', async () => {
    const newcomer = { email: 'ada@example.com', username: 'ada', password: 'a quiet lake in winter' }
    const registered = await quark.post('/api/v1/auth/register', newcomer)
    expect(registered.status).toBe(201)
    const as = { token: registered.body.accessToken }

    const blog = await quark.post('/api/v1/blogs', { slug: 'on-lakes', title: 'On lakes', language: 'en' }, as)
    expect(blog.status).toBe(201)
    const text = { title: 'Still water', html: '<p>It runs deep.</p>', status: 'published' }
    const post = await quark.post('/api/v1/posts', { blogId: blog.body.id, ...text }, as)
    expect(post).toMatchObject({ status: 201, body: { author: { username: 'ada' } } })

    const page = await quark.get(`/b/on-lakes/${post.body.slug}`)
    expect(page.status).toBe(200)
    expect(page.body).toContain('It runs deep.')
    expect(page.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('pass on what a script of a page asks with its cookie', async () => {
    const login = await fetch(`${quark.url}/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: quark.url },
      body: new URLSearchParams({ login: 'ada', password: 'a quiet lake in winter' }),
    })
    const cookie = login.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    const headers = { cookie, 'sec-fetch-site': 'same-origin' }
    expect(await quark.get('/-/api/v1/posts?status=draft', { headers })).toMatchObject({
      status: 200,
      body: { items: [] },
    })
    expect(
      await quark.get('/-/api/v1/posts?status=draft', { headers: { cookie, 'sec-fetch-site': 'cross-site' } }),
    ).toMatchObject({
      status: 403,
    })
  })

  it('are refused and limited as in one process', async () => {
    const answer = await quark.post('/api/v1/posts', {})
    expect(answer).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    expect(Number(answer.headers.get('ratelimit-remaining'))).toBeLessThan(1000)
    expect(await quark.get('/api/v1/posts/nonsense')).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
  })
})
