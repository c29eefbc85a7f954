import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aForm, aPerson, bytesOf, FORM, shows, startMedia, upload, uploaded } from '../builders.js'
import { aJpeg, anAnimation, anAvif, aPdf, aPng, aPngOf, aTinyGif, aVideo, aWebp } from '../pictures.js'

describe('a file that is not what it should be', () => {
  let media: TestService
  let objects: string
  beforeAll(async () => {
    objects = mkdtempSync(join(tmpdir(), 'quark-bad-files-'))
    media = await startMedia({ OBJECTS_DIR: objects, MEDIA_IMAGE_MAX_MB: '2', MEDIA_DOCUMENT_MAX_MB: '1' })
  })
  afterAll(async () => {
    await media?.stop()
    rmSync(objects, { recursive: true, force: true })
  })

  const stored = () =>
    readdirSync(objects, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
  const HUGE = 50_000
  const bomb = () => aPngOf(HUGE, HUGE, deflateSync(Buffer.alloc((HUGE / 8 + 1) * HUGE), { level: 1 }))
  const cut = async (content: Promise<Buffer>) => (await content).subarray(0, (await content).length / 2)
  const broken = [422, 'image-broken'] as const
  const unsupported = [415, 'file-type-unsupported'] as const

  it.each([
    ['nothing', async () => Buffer.alloc(0), 400, 'file-empty'],
    ['a page called .jpg', async () => Buffer.from('<html><script>alert(1)</script>'), ...unsupported],
    [
      'SVG with a script',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      ...unsupported,
    ],
    [
      'SVG behind an XML declaration',
      async () => Buffer.from('<?xml version="1.0"?><svg onload="1"/>'),
      ...unsupported,
    ],
    ['a program', async () => Buffer.from('7f454c46020101000000', 'hex'), ...unsupported],
    ['an archive', async () => Buffer.from('504b0304140000000800', 'hex'), ...unsupported],
    ['a page that begins like a GIF', async () => Buffer.from('GIF89a/*<html>*/=1;alert(1)//'.padEnd(5000)), ...broken],
    ['a JPEG that is cut off', () => cut(aJpeg()), ...broken],
    ['a PNG that is cut off', () => cut(aPng()), ...broken],
    ['a WebP that is cut off', () => cut(aWebp()), ...broken],
    ['an AVIF that is cut off', () => cut(anAvif()), ...broken],
    ['a GIF that is cut off', () => cut(anAnimation('gif')), ...broken],
    ['three bytes of a JPEG', async () => Buffer.from('ffd8ff', 'hex'), ...broken],
    ['a PNG whose pixels are noise', async () => aPngOf(100, 100, Buffer.alloc(500, 9)), ...broken],
    [
      'the header of 50,000 x 50,000 pixels',
      async () => aPngOf(HUGE, HUGE, deflateSync(Buffer.alloc(10))),
      422,
      'image-too-large',
    ],
    ['50,000 x 50,000 pixels, all of them', async () => bomb(), 422, 'image-too-large'],
    ['a GIF of 10,000 frames', async () => aTinyGif(10_000), 422, 'image-too-many-frames'],
    [
      'an image that is too large a file',
      async () => Buffer.concat([await aJpeg(), Buffer.alloc(3e6)]),
      413,
      'file-too-large',
    ],
    ['a PDF that is too large', async () => aPdf('x'.repeat(2e6)), 413, 'file-too-large'],
  ])('is refused, and nothing of it stays: %s', async (_, make, status, code) => {
    const before = stored()
    const ada = aPerson(media)
    const content = await make()

    const answer = await upload(ada, content, { name: 'photo.jpg' })

    expect(answer).toMatchObject({ status, body: { status, code, detail: expect.stringMatching(/\w/) } })
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(stored()).toBe(before)
    expect(await media.db`select from media where owner_id = ${ada.id}`).toHaveLength(0)
    expect(await media.db`select from owner_usage where owner_id = ${ada.id} and bytes > 0`).toHaveLength(0)
    expect(await media.db`select from removal`).toHaveLength(0)
    expect(await media.db`select from image_job`).toHaveLength(0)
  })

  it('is taken for what it is, whatever its name and its type say', async () => {
    const image = await uploaded(aPerson(media), await aPng(), { name: 'film.mp4.exe' })
    const film = await uploaded(aPerson(media), aVideo(), { name: 'picture.png' })

    expect(image).toMatchObject({ kind: 'image', contentType: 'image/png', name: 'film.mp4.exe' })
    expect(film).toMatchObject({ kind: 'video', contentType: 'video/mp4', name: 'picture.png', variants: [] })
  })

  it('loses what is behind the picture: a JPEG that is an archive too is only a JPEG', async () => {
    const ada = aPerson(media)
    const archive = Buffer.from('504b0304the archive504b0506')
    const image = await uploaded(ada, Buffer.concat([await aJpeg(), archive]))

    await shows(media, ada.id, [image.id])
    expect((await bytesOf(media, image.url)).body.includes('the archive')).toBe(false)
  })

  it('is neither shown nor run when it is a document: a PDF that is a page too is only downloaded', async () => {
    const ada = aPerson(media)
    const document = await uploaded(ada, aPdf('<html><script>alert(1)</script></html>'))

    await shows(media, ada.id, [document.id])
    const { headers, status } = await bytesOf(media, document.url)
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${document.id}.pdf"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\system.ini', 'system.ini'],
    ['/etc/shadow', 'shadow'],
    ['....//....//x.png', 'x.png'],
    ['..', 'file'],
    ['', 'file'],
    ['a\u202egnp.exe', 'agnp.exe'],
    ['%2e%2e%2fx.png', '%2e%2e%2fx.png'],
    [`${'ы'.repeat(300)}.png`, `${'ы'.repeat(116)}.png`],
  ])('may be called %j, and is only ever called so', async (name, shown) => {
    const before = stored()
    const image = await uploaded(aPerson(media), aVideo(), { name })

    expect(image.name).toBe(shown)
    expect(image.url).toMatch(/^\/media\/[0-9a-f-]{36}\/[0-9a-f]{12}\/original\.mp4$/)
    expect(stored()).toBe(before + 1)
  })

  it.each([
    ['another field', aForm('x', 'x', 'avatar')],
    ['no field', Buffer.from('--the-boundary-of-the-tests--\r\n')],
    ['two files', Buffer.concat([aForm(aVideo()).subarray(0, -4), Buffer.from('\r\n'), aForm(aVideo())])],
    ['no end', aForm(aVideo()).subarray(0, -10)],
    ['no form', Buffer.from('just some text')],
    ['a header without end', Buffer.from(`--the-boundary-of-the-tests\r\nX: ${'y'.repeat(100_000)}`)],
  ])('comes in a form with one file: %s is refused', async (_, body) => {
    const before = stored()

    const answer = await aPerson(media).client.request('POST', '/api/v1/upload', { body, headers: FORM })

    expect(answer).toMatchObject({ status: 400, body: { code: 'form-invalid' } })
    expect(stored()).toBe(before)
    expect(await media.db`select from removal`).toHaveLength(0)
  })

  it.each([
    ['application/json', '{}'],
    ['text/plain', 'x'],
    ['application/octet-stream', 'x'],
    ['multipart/mixed; boundary=x', 'x'],
  ])('comes in a form: %s is refused', async (type, body) => {
    const answer = await aPerson(media).client.request('POST', '/api/v1/upload', {
      body,
      headers: { 'content-type': type },
    })

    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } })
  })

  it('is refused of somebody who is not signed in, before it is read', async () => {
    expect(await upload({ client: media }, await aJpeg())).toMatchObject({ status: 401 })
  })
})
