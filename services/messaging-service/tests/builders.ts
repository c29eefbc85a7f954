import { randomUUID } from 'node:crypto'
import { UserCreated } from '@quark/contracts/events/auth'
import { MediaService } from '@quark/contracts/rpc/media/v1/media_pb'
import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { rpcService } from '@quark/service-kit'
import { startService, type TestClient, type TestService, until } from '@quark/testing'
import { service } from '../src/service.js'

/** Profiles that user-service has when it is asked. */
export type Profiles = Map<string, { username: string; name: string }>

/** The real service, of which there may be several. */
export interface Messenger extends TestService {
  /** A ticket of this person that opens one socket. */
  ticketFor(personId: string, claims?: Record<string, unknown>): Promise<string>
  /** Starts another replica on the same databases; it ends with this one at the latest. */
  replica(): Promise<TestService>
}

/** User-service answers with `profiles`. Limits are out of the way unless said. */
export async function startMessenger({
  profiles = new Map(),
  uploads = new Map(),
  env = {},
}: {
  profiles?: Profiles
  /** What media-service has: the owner by the id. */
  uploads?: Map<string, string>
  env?: Record<string, string>
} = {}): Promise<Messenger> {
  const users = rpcService(UserService, {
    getProfiles: ({ ids }) => ({
      profiles: ids.flatMap((id) => {
        const profile = profiles.get(id)
        return profile ? [{ id, locale: 'en', revision: 1, ...profile }] : []
      }),
    }),
  })
  const media = rpcService(MediaService, {
    getMedia: ({ ids, personId }) => ({
      media: ids.flatMap((id) => {
        const ownerId = uploads.get(id)
        return ownerId ? [{ id, ownerId, usable: ownerId === personId }] : []
      }),
    }),
  })
  const generous = { MESSAGES_PER_MINUTE: '100000', SOCKET_FRAMES_PER_SECOND: '10000' }
  const start = (beside?: TestService): Promise<TestService> =>
    startService(service, { rpc: [users, media], env: { ...generous, ...env }, beside })
  const first = await start()
  const others = new Set<TestService>()
  const { stop } = first
  return Object.assign(first, {
    ticketFor: (personId: string, claims?: Record<string, unknown>) => first.mint.ticketFor(personId, claims),
    replica: async () => {
      const replica = await start(first)
      others.add(replica)
      const end = replica.stop
      return Object.assign(replica, {
        stop: async () => {
          if (others.delete(replica)) await end()
        },
      })
    },
    stop: async () => {
      for (const replica of others) await replica.stop()
      await stop()
    },
  })
}

export interface Person extends TestClient {
  id: string
  username: string
}

/** A person whom the service has heard of. */
export async function aPerson(messenger: TestService, username = `p${randomUUID().slice(0, 8)}`): Promise<Person> {
  const id = randomUUID()
  const event = await messenger.publish(UserCreated, {
    userId: id,
    username,
    name: `Name of ${username}`,
    locale: 'en',
  })
  await until('the person is known', () => messenger.handled(event))
  return Object.assign(messenger.as(id), { id, username })
}

/** A conversation of these, begun by the first; a group when there is a title. */
export async function aConversation(people: readonly Person[], title?: string): Promise<string> {
  const [first, ...others] = people
  const body = { memberIds: others.map(({ id }) => id), ...(title !== undefined && { title }) }
  const answer = await first?.post('/api/v1/conversations', body)
  if (answer?.status !== 201) throw new Error(`the conversation was refused: ${JSON.stringify(answer?.body)}`)
  return answer.body.id
}

/** Sends by REST; the answer's body. */
export async function send(person: Person, conversationId: string, text: string, more: Record<string, unknown> = {}) {
  const body = { clientId: randomUUID(), text, ...more }
  const answer = await person.post(`/api/v1/conversations/${conversationId}/messages`, body)
  if (answer.status !== 201) throw new Error(`the message was refused: ${JSON.stringify(answer.body)}`)
  return answer.body
}
