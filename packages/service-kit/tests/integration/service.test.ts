import { randomUUID } from 'node:crypto'
import { startService, type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  BREAKS_SCHEMA,
  FAILS_AFTER_EVENT,
  NESTS,
  NoteWritten,
  POISON,
  READS_BESIDE,
  service,
} from '../fixtures/notes-service/notes.js'

describe('a service made with the kit', () => {
  const ada = randomUUID()
  let notes: TestService
  beforeAll(async () => {
    notes = await startService(service, { env: { GREETING: 'good day' } })
  })
  afterAll(() => notes.stop())

  const seen = async (noteId: string): Promise<number> =>
    (await notes.db`select 1 from seen where note_id = ${noteId}`).length

  it('stores a change with its event, publishes it, and its consumer takes it once', async () => {
    const { status, body } = await notes.as(ada).post('/api/v1/notes', { text: ' hi ' })

    expect({ status, body }).toEqual({ status: 201, body: { id: body.id, text: 'hi' } })
    expect(await notes.published(NoteWritten)).toContainEqual({ noteId: body.id, text: 'hi' })
    await until('the consumer to see the note', async () => (await seen(body.id)) === 1)
  })

  it('keeps events while the log refuses them, and publishes them once it takes them again', async () => {
    await notes.eventsDb`alter table event_log rename to event_log_away`
    const { body } = await notes.as(ada).post('/api/v1/notes', { text: 'patience' })
    // The row was written with the note; a try that failed has written it anew and given it back.
    await until('the first try to fail', async () => {
      const rows = await notes.db`
        select 1 from outbox, note where note.id = ${body.id} and envelope->'data'->>'noteId' = ${body.id}
          and outbox.xmin <> note.xmin and claimed_until is null and sent_at is null`
      return rows.length === 1
    })
    await notes.eventsDb`alter table event_log_away rename to event_log`

    await until('the consumer to see the note', async () => (await seen(body.id)) === 1)
  })

  it('stores neither the change nor the event when the work throws, and says nothing of why', async () => {
    const answer = await notes.as(ada).post('/api/v1/notes', { text: FAILS_AFTER_EVENT })

    expect(answer).toMatchObject({ status: 500, body: { code: 'internal-error' } })
    expect(JSON.stringify(answer.body)).not.toContain('secret')
    expect(await notes.db`select 1 from note where text = ${FAILS_AFTER_EVENT}`).toHaveLength(0)
    expect(await notes.published(NoteWritten)).not.toContainEqual(expect.objectContaining({ text: FAILS_AFTER_EVENT }))
  })

  it.each([READS_BESIDE, NESTS])(
    'refuses a second connection in a transaction, which many at once would wait for (%s)',
    async (text) => {
      expect(await notes.as(ada).post('/api/v1/notes', { text })).toMatchObject({ status: 500 })
      expect(await notes.db`select 1 from note where text = ${text}`).toHaveLength(0)
    },
  )

  it('takes an event once that comes twice', async () => {
    const noteId = randomUUID()
    const id = await notes.publish(NoteWritten, { noteId, text: 'one' })
    await until('the first copy', () => notes.handled(id))
    await notes.publish(NoteWritten, { noteId, text: 'one' }, id)
    const last = await notes.publish(NoteWritten, { noteId: randomUUID(), text: 'after' })
    await until('what came after', () => notes.handled(last))

    expect(await seen(noteId)).toBe(1)
  })

  it('leaves nothing of a consumer that fails: neither its effect nor the note that the event was handled', async () => {
    const noteId = randomUUID()
    const id = await notes.publish(NoteWritten, { noteId, text: POISON })
    await until('the event to be given up', () => notes.handled(id))

    expect(await seen(noteId)).toBe(0)
    expect(await notes.db`select 1 from inbox where event_id = ${id}`).toHaveLength(0)
  })

  it('answers 500 rather than an answer that breaks its schema', async () => {
    const answer = await notes.as(ada).post('/api/v1/notes', { text: BREAKS_SCHEMA })
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal-error' } })
  })

  it('names every field at fault', async () => {
    const answer = await notes.as(ada).post('/api/v1/notes', { text: 'x'.repeat(21), colour: 'red' })

    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', type: 'urn:quark:problem:invalid-request' },
    })
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body.errors.map((error: { field: string; code: string }) => [error.field, error.code])).toEqual(
      expect.arrayContaining([
        ['text', 'too-big'],
        ['colour', 'unknown-field'],
      ]),
    )
  })

  it.each([
    ['broken JSON', '{"text":', 'application/json', 400, 'invalid-json'],
    ['no JSON', 'text=a', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
    ['plain text', 'hello', 'text/plain', 415, 'unsupported-media-type'],
    ['a body over the limit', JSON.stringify({ text: 'x'.repeat(70_000) }), 'application/json', 413, 'body-too-large'],
    ['NUL', '{"text":"a\\u0000b"}', 'application/json', 400, 'invalid-request'],
    ['a lone surrogate', '{"text":"\\ud800"}', 'application/json', 400, 'invalid-request'],
    ['a prototype', '{"__proto__":{"text":"a"}}', 'application/json', 400, 'invalid-json'],
  ])('refuses %s', async (_, body, contentType, status, code) => {
    const answer = await notes.as(ada).post('/api/v1/notes', body, { headers: { 'content-type': contentType } })
    expect(answer).toMatchObject({ status, body: { status, code } })
  })

  it('refuses addresses that are none', async () => {
    expect(await notes.get('/api/v1/notes/%ff')).toMatchObject({ status: 400, body: { code: 'invalid-url' } })
    expect(await notes.get('/api/v1/notes/7')).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
    expect(await notes.get(`/api/v1/notes/${randomUUID()}`)).toMatchObject({
      status: 404,
      body: { code: 'note-not-found' },
    })
    expect(await notes.get('/api/v1/nothing')).toMatchObject({ status: 404, body: { code: 'route-not-found' } })
  })

  it('knows the caller where there is one and asks for one where there must be', async () => {
    expect((await notes.get('/api/v1/notes/greeting')).body).toEqual({ text: 'good day', to: null })
    expect((await notes.as(ada).get('/api/v1/notes/greeting')).body).toEqual({ text: 'good day', to: ada })
    expect(await notes.post('/api/v1/notes', { text: 'a' })).toMatchObject({
      status: 401,
      body: { code: 'not-signed-in' },
    })
    const forged = await notes.post('/api/v1/notes', { text: 'a' }, { token: 'a.b.c' })
    expect(forged).toMatchObject({ status: 401, body: { code: 'token-invalid' } })
  })

  it('answers 304 to a client that has the same answer', async () => {
    const { body: note } = await notes.as(ada).post('/api/v1/notes', { text: 'etag' })
    const first = await notes.get(`/api/v1/notes/${note.id}`)
    const etag = first.headers.get('etag') ?? ''
    const again = await notes.get(`/api/v1/notes/${note.id}`, { headers: { 'if-none-match': `"x", ${etag}` } })

    expect(first).toMatchObject({ status: 200, body: note })
    expect(again).toMatchObject({ status: 304, body: '' })
  })

  it('answers what operators ask', async () => {
    expect(await notes.get('/health')).toMatchObject({ status: 200, body: { status: 'ok', module: 'notes-service' } })
    expect(await notes.get('/ready')).toMatchObject({ status: 200 })
    expect((await notes.get('/metrics')).body).toContain('route="/api/v1/notes/:id"')
    const manifest = (await notes.get('/manifest')).body
    expect(manifest).toMatchObject({ name: 'notes-service' })
    expect(manifest).not.toHaveProperty('folder')
  })
})
