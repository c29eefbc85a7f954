import { randomUUID } from 'node:crypto'
import { startService, type TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FAILS_AFTER_EVENT, service } from '../fixtures/notes-service/notes.js'

describe('POST with an Idempotency-Key', () => {
  const ada = randomUUID()
  let notes: TestService
  beforeAll(async () => {
    notes = await startService(service)
  })
  afterAll(() => notes.stop())

  const write = (text: string, key: string, person = ada) =>
    notes.as(person).post('/api/v1/notes', { text }, { headers: { 'idempotency-key': key } })
  const stored = async (text: string): Promise<number> =>
    (await notes.db`select 1 from note where text = ${text}`).length

  it('is carried out once and answered the same again', async () => {
    const first = await write('once', 'key-of-once')
    const again = await write('once', 'key-of-once')

    expect(again).toMatchObject({ status: 201, body: first.body })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await stored('once')).toBe(1)
  })

  it('is carried out once when many come at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => write('crowd', 'key-of-crowd')))

    expect(await stored('crowd')).toBe(1)
    for (const { status } of answers) expect([201, 409]).toContain(status)
  })

  it('belongs to one person and one request', async () => {
    await write('mine', 'key-of-mine')

    expect(await write('other', 'key-of-mine')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } })
    expect(await write('mine', 'key-of-mine', randomUUID())).toMatchObject({ status: 201 })
    expect(await write('x', 'short')).toMatchObject({ status: 400, body: { code: 'idempotency-key-invalid' } })
  })

  it('may be tried again after a failure that changed nothing', async () => {
    expect((await write(FAILS_AFTER_EVENT, 'key-of-failure')).status).toBe(500)
    expect((await write(FAILS_AFTER_EVENT, 'key-of-failure')).status).toBe(500)
  })

  it('says that it was done when a crash lost the answer', async () => {
    await write('crash', 'key-of-crash')
    await notes.db`update idempotency set status = null, body = null where key = 'key-of-crash'`

    expect(await write('crash', 'key-of-crash')).toMatchObject({ status: 409, body: { code: 'already-done' } })
    expect(await stored('crash')).toBe(1)
  })

  it('runs again when a crash left nothing but the claim', async () => {
    const { body } = await write('claim', 'key-of-claim')
    await notes.db`delete from note where id = ${body.id}`
    await notes.db`
      update idempotency set status = null, body = null, committed = false, started_at = now() - interval '2 minutes'
      where key = 'key-of-claim'`

    expect(await write('claim', 'key-of-claim')).toMatchObject({ status: 201 })
    expect(await stored('claim')).toBe(1)
  })

  it('takes a key for a new one after a day', async () => {
    await write('old', 'key-of-old')
    await notes.db`update idempotency set started_at = now() - interval '25 hours' where key = 'key-of-old'`
    const again = await write('old', 'key-of-old')

    expect(again.headers.get('idempotency-replayed')).toBeNull()
    expect(await stored('old')).toBe(2)
    const [kept] = await notes.db`select committed, status from idempotency where key = 'key-of-old'`
    expect(kept).toEqual({ committed: true, status: 201 })
  })
})
