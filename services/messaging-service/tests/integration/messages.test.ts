import { randomUUID } from 'node:crypto'
import { MessageDeleted, MessageSent } from '@quark/contracts/events/messages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aConversation, aPerson, type Messenger, type Person, send, startMessenger } from '../builders.js'

const PATH = '/api/v1/conversations'

describe('messages', () => {
  const uploads = new Map<string, string>()
  let messenger: Messenger
  let ada: Person
  let bob: Person
  let id: string
  beforeAll(async () => {
    messenger = await startMessenger({ uploads })
    ada = await aPerson(messenger, 'ada')
    bob = await aPerson(messenger, 'bob')
    id = await aConversation([ada, bob])
  })
  afterAll(() => messenger?.stop())

  it('are stored once for a clientId, however often they are sent, and tell of themselves once', async () => {
    const clientId = randomUUID()
    const body = { clientId, text: ' Once \r\nonly ' }
    const answers = await Promise.all([1, 2, 3].map(() => ada.post(`${PATH}/${id}/messages`, body)))
    const again = await ada.post(`${PATH}/${id}/messages`, body)
    for (const { status, body: message } of [...answers, again]) {
      expect(status).toBe(201)
      expect(message).toEqual(answers[0]?.body)
    }
    expect(again.body).toMatchObject({ text: 'Once \nonly', senderId: ada.id, kind: 'text', change: 0 })
    const told = (await messenger.published(MessageSent)).filter(({ messageId }) => messageId === again.body.id)
    expect(told).toHaveLength(1)
    expect(JSON.stringify(told)).not.toContain('Once')
  })

  it('are refused under a clientId of another message', async () => {
    const { clientId } = await send(ada, id, 'The first')
    const other = await aConversation([ada, bob], 'Elsewhere')
    const reused = { status: 409, body: { code: 'client-id-reused' } }
    expect(await ada.post(`${PATH}/${id}/messages`, { clientId, text: 'The second' })).toMatchObject(reused)
    expect(await ada.post(`${PATH}/${other}/messages`, { clientId, text: 'The first' })).toMatchObject(reused)
    expect((await bob.post(`${PATH}/${id}/messages`, { clientId, text: 'Mine' })).status).toBe(201)
  })

  it('of one clientId sent to two conversations at once are one message and one refusal', async () => {
    const other = await aConversation([ada, bob], 'Race')
    const body = { clientId: randomUUID(), text: 'Where?' }
    const both = await Promise.all([id, other].map((where) => ada.post(`${PATH}/${where}/messages`, body)))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  it('answer messages of their own conversation alone', async () => {
    const first = await send(ada, id, 'A question')
    expect(await send(bob, id, 'An answer', { replyTo: first.id })).toMatchObject({ replyTo: first.id })
    const other = await aConversation([ada, bob], 'Other')
    const body = { clientId: randomUUID(), text: 'x', replyTo: first.id }
    expect(await ada.post(`${PATH}/${other}/messages`, body)).toMatchObject({
      status: 400,
      body: { code: 'reply-not-found', errors: [{ field: 'replyTo' }] },
    })
  })

  it('go with uploads of their sender, in order, and lose them when they are deleted', async () => {
    const [one, two, bobs] = [randomUUID(), randomUUID(), randomUUID()]
    for (const mediaId of [one, two]) uploads.set(mediaId, ada.id)
    uploads.set(bobs, bob.id)
    const message = await send(ada, id, '', { mediaIds: [two, one] })
    expect(message).toMatchObject({ text: '', mediaIds: [two, one] })
    const again = { clientId: message.clientId, text: '', mediaIds: [two, one] }
    expect((await ada.post(`${PATH}/${id}/messages`, again)).body).toEqual(message)
    const other = await ada.post(`${PATH}/${id}/messages`, { ...again, mediaIds: [one] })
    expect(other).toMatchObject({ status: 409, body: { code: 'client-id-reused' } })
    const foreign = await ada.post(`${PATH}/${id}/messages`, {
      clientId: randomUUID(),
      text: 'x',
      mediaIds: [one, bobs],
    })
    expect(foreign).toMatchObject({
      status: 400,
      body: { code: 'media-not-usable', errors: [{ field: 'mediaIds.1' }] },
    })
    const none = await ada.post(`${PATH}/${id}/messages`, { clientId: randomUUID(), text: ' ', mediaIds: [] })
    expect(none).toMatchObject({ status: 400, body: { errors: [{ field: 'text', code: 'too-small' }] } })
    await ada.delete(`${PATH}/${id}/messages/${message.id}`)
    const told = { messageId: message.id, mediaIds: [two, one] }
    expect(await messenger.published(MessageSent)).toContainEqual(expect.objectContaining(told))
    expect(await messenger.published(MessageDeleted)).toContainEqual(expect.objectContaining(told))
    expect((await bob.get(`${PATH}/${id}/messages`)).body.items.at(-1)).toMatchObject({ text: null, mediaIds: [] })
  })

  it('are changed by their sender alone, and keep their place when they are deleted', async () => {
    const message = await send(ada, id, 'Helo')
    const at = `${PATH}/${id}/messages/${message.id}`
    expect(await bob.put(at, { text: 'x' })).toMatchObject({ status: 403, body: { code: 'not-your-message' } })
    expect(await bob.delete(at)).toMatchObject({ status: 403 })
    const edited = (await ada.put(at, { text: 'Hello' })).body
    expect(edited).toMatchObject({ text: 'Hello', seq: message.seq, editedAt: expect.any(String) })
    expect((await ada.put(at, { text: 'Hello' })).body).toEqual(edited)
    expect((await ada.delete(at)).status).toBe(204)
    expect((await ada.delete(at)).status).toBe(204)
    expect(await ada.put(at, { text: 'x' })).toMatchObject({ status: 409, body: { code: 'message-deleted' } })
    const { items } = (await bob.get(`${PATH}/${id}/messages`)).body
    const last = items.at(-1)
    expect(last).toMatchObject({ id: message.id, text: null, change: edited.change + 1 })
    const deletions = await messenger.published(MessageDeleted)
    expect(deletions.filter(({ messageId }) => messageId === message.id)).toHaveLength(1)
    const resent = { clientId: message.clientId, text: 'Helo' }
    expect((await ada.post(`${PATH}/${id}/messages`, resent)).body).toMatchObject({ id: message.id, text: null })
  })

  it('are read both ways from any place', async () => {
    const group = await aConversation([ada, bob], 'Long')
    for (let n = 1; n <= 7; n++) await send(ada, group, `${n}`)
    const read = async (query: string): Promise<[number[], boolean]> => {
      const { body } = await bob.get(`${PATH}/${group}/messages?${query}`)
      return [body.items.map(({ seq }: { seq: number }) => seq), body.hasMore]
    }
    expect(await read('limit=3')).toEqual([[5, 6, 7], true])
    expect(await read('limit=3&before=5')).toEqual([[2, 3, 4], true])
    expect(await read('limit=3&before=2')).toEqual([[1], false])
    expect(await read('limit=3&after=0')).toEqual([[1, 2, 3], true])
    expect(await read('limit=3&after=4')).toEqual([[5, 6, 7], false])
    expect(await read('after=7')).toEqual([[], false])
    expect(await bob.get(`${PATH}/${group}/messages?before=3&after=1`)).toMatchObject({ status: 400 })
  })
})
