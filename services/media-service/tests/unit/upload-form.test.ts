import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { UploadForm } from '../../src/uploads/upload-form.js'
import { aForm, FORM } from '../builders.js'

const MB = 1024 * 1024

/** A request that sends these pieces. */
const aRequest = (pieces: Iterable<Buffer> | AsyncIterable<Buffer>): IncomingMessage =>
  Object.assign(Readable.from(pieces, { objectMode: false }), { headers: FORM }) as unknown as IncomingMessage

/** As a network does, it lets others have a turn between two pieces. */
async function* endless(): AsyncGenerator<Buffer> {
  for (;;) {
    await setImmediate()
    yield Buffer.alloc(64 * 1024, 'x')
  }
}

describe('a form with a file', () => {
  it('gives the file as it is, in whatever pieces it comes', async () => {
    const bytes = aForm('the content of the file', 'a.txt')
    const form = new UploadForm(aRequest([...bytes].map((byte) => Buffer.from([byte]))), 'file', MB)

    const { name, content } = await form.file()

    expect(name).toBe('a.txt')
    expect(await text(content)).toBe('the content of the file')
    await form.end()
    form.leave()
  })

  it.each([
    ['before its first part', () => endless()],
    [
      'behind its last part',
      async function* behind() {
        yield aForm('x')
        yield* endless()
      },
    ],
  ])('is refused when there is no end of what is %s', async (_, pieces) => {
    const request = aRequest(pieces())
    const form = new UploadForm(request, 'file', MB)
    form.file().then(
      ({ content }) => content.resume(),
      () => {},
    )

    await expect(
      new Promise((_resolve, reject) => form.signal.addEventListener('abort', () => reject(form.signal.reason))),
    ).rejects.toMatchObject({ status: 413, code: 'body-too-large' })
    form.leave()
    request.destroy()
  })
})
