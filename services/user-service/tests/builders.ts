import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { uuidv7 } from '@quark/service-kit'
import type { TestClient, TestService } from '@quark/testing'

export interface Person {
  id: string
  username: string
  /** Talks to the service for this person. */
  client: TestClient
  path: string
}

let made = 0

/** Somebody with a profile, made as auth-service makes it. */
export async function aPerson(
  users: TestService,
  given: Partial<Record<'username' | 'name', string>> = {},
): Promise<Person> {
  made++
  const id = uuidv7()
  const username = given.username ?? `person-${'abcdefghjk'[made % 10]}${made}x`
  await users.rpc(UserService).createProfile({ id, username, name: given.name ?? 'Some Body', locale: 'en' })
  return { id, username, client: users.as(id), path: `/api/v1/user/${id}` }
}
