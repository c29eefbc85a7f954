import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { startService, type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../../src/service.js'
import { ADA, notificationStandIn, POST } from '../stand-ins.js'

/** Above the ports of a Quark on this machine, and apart from other runs. */
const OFFSET = 11_000 + (process.pid % 9000)
const PORTS = { blog: 4004 + OFFSET, user: 4002 + OFFSET }

/** Without it a call would end after 2 s, and one call waits for another. */
const DEADLINE_MS = 1500

describe('modules in processes of their own', () => {
  let bff: TestService
  const running = new Map<keyof typeof PORTS, ChildProcess>()
  beforeAll(async () => {
    bff = await startService(service, {
      rpc: [notificationStandIn()],
      env: { QUARK_PORT_OFFSET: `${OFFSET}`, ANSWER_DEADLINE_MS: `${DEADLINE_MS}` },
    })
    await start('blog')
    await start('user')
    await until('the first answer', whole)
  })
  afterAll(async () => {
    for (const name of running.keys()) await end(name)
    await bff.stop()
  })

  const start = async (name: keyof typeof PORTS, kind: string = name): Promise<void> => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'module-process.ts'), kind, `${PORTS[name]}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    running.set(name, child)
    await once(child.stdout, 'data')
  }
  const end = async (name: keyof typeof PORTS): Promise<void> => {
    const child = running.get(name)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  const feed = () => bff.as(randomUUID()).get('/api/v1/feed?tab=forYou')
  const whole = async (): Promise<boolean> => {
    const { status, body } = await feed()
    return status === 200 && body.degraded.length === 0
  }

  it('answer together', async () => {
    expect(await feed()).toMatchObject({ status: 200, body: { items: [{ id: POST.id, author: ADA }], degraded: [] } })
    expect(await bff.as(randomUUID()).get('/api/v1/me')).toMatchObject({ status: 200, body: { degraded: [] } })
  })

  it.each([
    ['is killed', () => end('user'), () => start('user')],
    [
      'is frozen',
      async () => void running.get('user')?.kill('SIGSTOP'),
      async () => void running.get('user')?.kill('SIGCONT'),
    ],
    [
      'is another program that talks nonsense',
      async () => {
        await end('user')
        await start('user', 'nonsense')
      },
      async () => {
        await end('user')
        await start('user')
      },
    ],
  ])('are missed one by one: user-service %s, and comes back', async (_, breaking, mending) => {
    await breaking()
    try {
      const began = performance.now()
      const answer = await feed()
      expect(performance.now() - began).toBeLessThan(DEADLINE_MS + 1000)
      expect(answer).toMatchObject({ status: 200, body: { items: [{ id: POST.id, reasons: [{ kind: 'tag' }] }] } })
      expect(answer.body.degraded).toContain('follows')
      expect((await bff.as(randomUUID()).get('/api/v1/me')).body).toMatchObject({
        profile: null,
        degraded: ['profile'],
      })
    } finally {
      await mending()
    }
    await until('the answer to be whole again', whole)
  })

  it('leave no list when blog-service is killed, and one as soon as it is back', async () => {
    await end('blog')
    expect(await bff.as(randomUUID()).get('/api/v1/feed?tab=newest')).toMatchObject({ status: 503 })
    expect((await bff.as(randomUUID()).get('/api/v1/me')).body).toMatchObject({ blogs: null, degraded: ['blogs'] })
    await start('blog')
    await until('the answer to be whole again', whole)
  })
})
