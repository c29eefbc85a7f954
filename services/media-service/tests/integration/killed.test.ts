import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { MediaProcessed } from '@quark/contracts/events/media'
import { until } from '@quark/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aForm, FORM, upload, uploaded } from '../builders.js'
import { MediaProcess } from '../media-process.js'
import { aJpeg, aPlainJpeg, aPngOf, aVideo } from '../pictures.js'

const MB = 1024 * 1024

describe('media-service in a process of its own', { timeout: 120_000 }, () => {
  let media: MediaProcess
  beforeAll(async () => {
    media = await MediaProcess.start()
  })
  afterAll(() => media?.stop())

  /** The processes that this one has started, as Linux lists them. */
  const childrenOf = (pid: number): number[] =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  const isAlive = (pid: number): boolean => readdirSync('/proc').includes(String(pid))
  const mediaOf = (ownerId: string) => media.db`select id, state, variants from media where owner_id = ${ownerId}`

  it('does work anew that was under way when it was killed', async () => {
    const ada = media.aPerson()
    // Large enough to be worked on for a second and more.
    const answer = upload(ada, await aPlainJpeg(7000, 7000)).catch((error: unknown) => error)
    await until(
      'the image is worked on',
      async () => (await media.db`select from image_job where tries > 0`).length === 1,
    )
    const helpers = childrenOf(media.pid)

    await media.kill()

    expect(await answer).toBeInstanceOf(Error)
    expect(helpers).not.toEqual([])
    await until('the processes that worked on images end with it', async () => !helpers.some(isAlive))
    expect(await mediaOf(ada.id)).toMatchObject([{ state: 'processing' }])
    // Time passes: nobody has said for long that they still work on it.
    await media.db`update image_job set not_before = now()`
    await media.run()
    await until('the image is ready', async () => (await mediaOf(ada.id))[0]?.state === 'ready', 20_000)

    const [row] = await mediaOf(ada.id)
    const read = await ada.client.get(`/api/v1/media/${row?.id}`)
    const headers = { authorization: `Bearer ${await media.tokenFor(ada.id)}` }
    for (const { url, width } of read.body.variants) {
      const response = await fetch(media.url + url, { headers })
      expect(await sharp(Buffer.from(await response.arrayBuffer())).metadata()).toMatchObject({ format: 'webp', width })
    }
    const told =
      await media.db`select envelope->'data' as data from outbox where envelope->>'type' = ${MediaProcessed.type}`
    expect(told).toHaveLength(1)
    await until('the job is done with', async () => (await media.db`select from image_job`).length === 0)
  })

  it('takes a file of 100 MB in memory that does not grow with it', async () => {
    const ada = media.aPerson()
    await uploaded(ada, aVideo(8 * MB))
    const before = media.peakMemory()

    const body = await sendLarge(100 * MB, await media.tokenFor(ada.id))

    expect(body).toMatchObject({ kind: 'video', bytes: 100 * MB + aVideo(0).length })
    expect(media.peakMemory() - before).toBeLessThan(64 * MB)
  })

  it('refuses a decompression bomb in no more memory than its file takes', async () => {
    const ada = media.aPerson()
    await uploaded(ada, await aJpeg())
    const before = media.peakMemory()

    for (let time = 0; time < 5; time++) {
      expect(await upload(ada, aPngOf(50_000, 50_000, Buffer.alloc(MB)))).toMatchObject({ status: 422 })
    }

    expect(media.peakMemory() - before).toBeLessThan(64 * MB)
  })

  /** Sends a video of so many bytes, piece by piece. */
  function sendLarge(bytes: number, token: string): Promise<unknown> {
    const [start, end] = splitForm()
    const piece = Buffer.alloc(MB, 7)
    return new Promise((resolve, reject) => {
      const headers = { ...FORM, authorization: `Bearer ${token}` }
      const sending = request(`${media.url}/api/v1/upload`, { method: 'POST', headers }, async (response) => {
        const chunks = await response.toArray()
        resolve(JSON.parse(Buffer.concat(chunks).toString()))
      })
      sending.on('error', reject)
      void (async () => {
        sending.write(start)
        for (let sent = 0; sent < bytes; sent += piece.length) {
          if (!sending.write(piece)) await new Promise((drained) => sending.once('drain', drained))
        }
        sending.end(end)
      })()
    })
  }

  const splitForm = (): [Buffer, Buffer] => {
    const form = aForm(aVideo(0))
    const at = form.lastIndexOf('\r\n--')
    return [form.subarray(0, at), form.subarray(at)]
  }
})
