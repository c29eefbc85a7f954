import { MediaDeleted } from '@quark/contracts/events/media'
import { UserAvatarChanged, UserUpdated } from '@quark/contracts/events/user'
import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { uuidv7 } from '@quark/service-kit'
import { MediaLibrary, startService, type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../../src/service.js'
import { aPerson, type Person } from '../builders.js'

describe('a picture of a person', () => {
  const library = new MediaLibrary()
  let users: TestService
  beforeAll(async () => {
    users = await startService(service, { rpc: [library.rpc] })
  })
  afterAll(() => users.stop())

  const choose = ({ client, path }: Person, mediaId: unknown) => client.put(`${path}/avatar`, { mediaId })
  const remove = ({ client, path }: Person) => client.delete(`${path}/avatar`)
  const newsOf = async ({ id }: Person) => (await users.published(UserUpdated)).filter(({ userId }) => userId === id)
  const usesOf = async ({ id }: Person) =>
    (await users.published(UserAvatarChanged)).filter(({ userId }) => userId === id).map(({ mediaId }) => mediaId)

  it('is an image that they uploaded; everybody sees it and the other modules hear of it', async () => {
    const ada = await aPerson(users)
    const mediaId = library.add(ada.id)
    const avatar = { mediaId, url: `/media/${mediaId}/0a1b2c3d/preview.webp` }

    expect(await choose(ada, mediaId)).toMatchObject({ status: 200, body: { id: ada.id, avatar } })

    expect((await users.get(ada.path)).body.avatar).toEqual(avatar)
    expect(await newsOf(ada)).toMatchObject([{ avatarUrl: avatar.url, revision: 2 }])
    expect(await users.published(UserAvatarChanged)).toContainEqual({ userId: ada.id, mediaId, revision: 2 })
    const { profiles } = await users.rpc(UserService).getProfiles({ ids: [ada.id] })
    expect(profiles).toMatchObject([{ id: ada.id, avatarUrl: avatar.url }])
  })

  it('stays when the rest of the profile changes', async () => {
    const ada = await aPerson(users)
    const mediaId = library.add(ada.id)
    await choose(ada, mediaId)
    const { body } = await ada.client.put(ada.path, { name: 'Ada Lovelace' })
    expect(body).toMatchObject({ name: 'Ada Lovelace', avatar: { mediaId } })
    expect((await newsOf(ada)).at(-1)).toMatchObject({ name: 'Ada Lovelace', avatarUrl: body.avatar.url })
  })

  it('is there in the lists of who follows whom', async () => {
    const [ada, bob] = [await aPerson(users), await aPerson(users)]
    await choose(ada, library.add(ada.id))
    await ada.client.put(`${bob.path}/follow`)
    const { body } = await users.get(`${bob.path}/followers`)
    expect(body.items).toMatchObject([{ id: ada.id, avatarUrl: expect.stringMatching(/preview\.webp$/) }])
  })

  it('can be changed and taken away, each told once', async () => {
    const ada = await aPerson(users)
    const [first, second] = [library.add(ada.id), library.add(ada.id)]
    await choose(ada, first)
    await choose(ada, first)
    await choose(ada, second)
    expect(await remove(ada)).toMatchObject({ status: 204 })
    expect(await remove(ada)).toMatchObject({ status: 204 })
    expect(await usesOf(ada)).toEqual([first, second, null])
    expect((await users.get(ada.path)).body.avatar).toBeNull()
    expect((await newsOf(ada)).map(({ avatarUrl }) => avatarUrl).at(-1)).toBeNull()
  })

  it('goes when its file is deleted, and only then', async () => {
    const ada = await aPerson(users)
    const [kept, deleted] = [library.add(ada.id), library.add(ada.id)]
    const gone = { ownerId: ada.id, kind: 'image', reason: 'owner' } as const
    await choose(ada, kept)
    const unrelated = await users.publish(MediaDeleted, { mediaId: deleted, ...gone })
    await until('the news of another file', () => users.handled(unrelated))
    expect((await users.get(ada.path)).body.avatar).toMatchObject({ mediaId: kept })

    await users.publish(MediaDeleted, { mediaId: kept, ...gone })
    await until('the picture to be gone', async () => (await users.get(ada.path)).body.avatar === null)
    expect(await usesOf(ada)).toEqual([kept, null])
  })

  it.each([
    ['of somebody else', () => library.add(uuidv7()), 'media-not-found'],
    ['that is not there', () => uuidv7(), 'media-not-found'],
    ['that turned out to be broken', (id: string) => library.add(id, { state: 'failed' }), 'media-not-found'],
    ['that is a song', (id: string) => library.add(id, { kind: 'audio' }), 'not-an-image'],
  ])('cannot be a file %s', async (_, file, code) => {
    const ada = await aPerson(users)
    const answer = await choose(ada, file(ada.id))
    expect(answer).toMatchObject({ status: 400, body: { code, errors: [{ field: 'mediaId', code }] } })
    expect((await users.get(ada.path)).body.avatar).toBeNull()
  })

  it('is chosen and taken away by its person alone', async () => {
    const [ada, mallory] = [await aPerson(users), await aPerson(users)]
    await choose(ada, library.add(ada.id))
    const forged = { ...ada, client: mallory.client }
    expect(await choose(forged, library.add(mallory.id))).toMatchObject({
      status: 403,
      body: { code: 'not-your-profile' },
    })
    expect(await remove(forged)).toMatchObject({ status: 403 })
    expect(await users.put(`${ada.path}/avatar`, { mediaId: uuidv7() })).toMatchObject({ status: 401 })
    expect((await users.get(ada.path)).body.avatar).not.toBeNull()
  })
})

describe('a picture while media-service is away', () => {
  let users: TestService
  beforeAll(async () => {
    users = await startService(service)
  })
  afterAll(() => users.stop())

  it('cannot be chosen, and says so; what is there can be taken away', async () => {
    const ada = await aPerson(users)
    const answer = await ada.client.put(`${ada.path}/avatar`, { mediaId: uuidv7() })
    expect(answer).toMatchObject({ status: 503, body: { code: 'media-service-unavailable' } })
    expect(await ada.client.delete(`${ada.path}/avatar`)).toMatchObject({ status: 204 })
  })
})
