import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MediaUploaded } from '@quark/contracts/events/media'
import { type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aForm, aPerson, FORM, startMedia, upload, uploaded } from '../builders.js'
import { aJpeg, aVideo } from '../pictures.js'

describe('an upload that comes to no good end', () => {
  let media: TestService
  let objects: string
  beforeAll(async () => {
    objects = mkdtempSync(join(tmpdir(), 'quark-broken-off-'))
    media = await startMedia({ OBJECTS_DIR: objects, MEDIA_COLLECTION_SECONDS: '1' })
  })
  afterAll(async () => {
    await media?.stop()
    rmSync(objects, { recursive: true, force: true })
  })

  const files = () =>
    readdirSync(objects, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
  const removals = async () => (await media.db`select from removal`).length

  it('leaves nothing when the client goes half-way', async () => {
    const before = files()
    const body = aForm(aVideo(2_000_000))
    const ada = aPerson(media)
    const token = await media.tokenFor(ada.id)
    const { hostname, port } = new URL(media.url)
    const socket = connect(Number(port), hostname)
    socket.write(
      `POST /api/v1/upload HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
        `Content-Type: ${FORM['content-type']}\r\nContent-Length: ${body.length}\r\n\r\n`,
    )
    socket.write(body.subarray(0, 1_000_000))
    await until('the upload has begun', async () => (await removals()) === 1)

    socket.destroy()

    await until('nothing is left of it', async () => (await removals()) === 0)
    expect(files()).toBe(before)
    expect(await media.published(MediaUploaded)).not.toContainEqual(expect.objectContaining({ ownerId: ada.id }))
  })

  it('is sent again under its Idempotency-Key as long as it failed, and is stored once', async () => {
    const ada = aPerson(media)
    const headers = { 'idempotency-key': 'the-same-picture' }
    const image = await aJpeg()
    expect(await upload(ada, image.subarray(0, 100), { headers })).toMatchObject({ status: 422 })

    const first = await upload(ada, image, { headers })
    const again = await upload(ada, image, { headers })

    expect(first).toMatchObject({ status: 201 })
    expect(again).toMatchObject({ status: 201, body: { id: first.body.id } })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await media.db`select from media where owner_id = ${ada.id}`).toHaveLength(1)
  })

  it('is removed when its process died before it was known of', async () => {
    const before = files()
    const { id } = await uploaded(aPerson(media), aVideo())
    expect(files()).toBe(before + 1)
    // As if the process had ended between storing the file and telling of it.
    await media.db`delete from media where id = ${id}`
    await media.db`insert into removal values (${id}, now() - interval '1 second')`

    await until('its file is gone', async () => files() === before && (await removals()) === 0)
  })

  it('says so when the disk is full, and leaves nothing', async ({ skip }) => {
    const disk = mkdtempSync(join(tmpdir(), 'quark-small-disk-'))
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'ignore' })
    } catch {
      rmSync(disk, { recursive: true })
      return skip('a small disk can only be mounted by root on Linux')
    }
    const small = await startMedia({ OBJECTS_DIR: disk })
    try {
      const answer = await upload(aPerson(small), aVideo(8_000_000))

      expect(answer).toMatchObject({ status: 507, body: { code: 'storage-full' } })
      expect(await small.db`select from removal`).toHaveLength(0)
      expect(await upload(aPerson(small), aVideo(1_000_000))).toMatchObject({ status: 201 })
    } finally {
      await small.stop()
      execFileSync('umount', [disk])
      rmSync(disk, { recursive: true })
    }
  })
})
