import { randomUUID } from 'node:crypto'
import type { TestService } from '@quark/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aConversation, aPerson, type Messenger, type Person, startMessenger } from '../builders.js'

const PATH = '/api/v1/conversations'
const PEOPLE = 3

/** What one person sends: a message of their own, or one of a few that are sent again and again. */
const Sending = fc.record({
  sender: fc.nat(PEOPLE - 1),
  conversation: fc.nat(1),
  again: fc.option(fc.nat(2), { nil: undefined }),
  atTheOther: fc.boolean(),
})

describe('the sequence of a conversation', () => {
  let messenger: Messenger
  let other: TestService
  let people: Person[]
  beforeAll(async () => {
    messenger = await startMessenger({ env: { CONVERSATIONS_PER_DAY: '100000' } })
    other = await messenger.replica()
    people = await Promise.all(Array.from({ length: PEOPLE }, () => aPerson(messenger)))
  })
  afterAll(() => messenger?.stop())

  it('is dense and holds each message once, whoever sends what at once at two replicas, and however often', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Sending, { minLength: 1, maxLength: 60 }), async (sendings) => {
        const ids = [await aConversation(people, 'One'), await aConversation(people, 'Two')]
        const clientIds = Array.from({ length: PEOPLE * 2 * 3 }, () => randomUUID())
        const answers = await Promise.all(
          sendings.map(async ({ sender, conversation, again, atTheOther }) => {
            const clientId = again === undefined ? randomUUID() : clientIds[(sender * 2 + conversation) * 3 + again]
            const [person, id] = [people[sender] as Person, ids[conversation] as string]
            const path = `${PATH}/${id}/messages`
            const replica = atTheOther ? other : messenger
            const answer = await replica.as(person.id).post(path, { clientId, text: 'x' })
            expect(answer.status).toBe(201)
            return { id, clientId, seq: answer.body.seq, messageId: answer.body.id }
          }),
        )
        for (const id of ids) {
          const own = answers.filter((answer) => answer.id === id)
          const stored = await messenger.db<{ seq: number; id: string; client_id: string }[]>`
            select seq, id, client_id from message where conversation_id = ${id} order by seq`
          expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, n) => n + 1))
          expect(stored.length).toBe(new Set(own.map(({ clientId }) => clientId)).size)
          const byClient = new Map(stored.map((row) => [row.client_id, row]))
          for (const { clientId, seq, messageId } of own) {
            expect(byClient.get(clientId as string)).toMatchObject({ seq, id: messageId })
          }
        }
      }),
      { numRuns: 15 },
    )
  }, 60_000)
})
