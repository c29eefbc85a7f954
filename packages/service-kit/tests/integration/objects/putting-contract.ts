import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate as turn } from 'node:timers/promises'
import { ContentLengthMismatch, ObjectNotFound } from '@quark/service-kit'
import { describe, expect, it } from 'vitest'
import { measureElsewhere, startPutting } from './elsewhere.js'
import { BYTES, MEGABYTE, type OpenStand, sha256, stream, TEXT } from './object-stand.js'

/** Puts that fail, that race, that are killed. */
export function puttingContract({ module, stand, store, put, read, keysOf, halfPuts }: OpenStand): void {
  describe('a put that fails', () => {
    const failing = (after: number, error: Error): Readable =>
      Readable.from(
        (function* () {
          for (let sent = 0; sent < after; sent += 64 * 1024) yield Buffer.alloc(64 * 1024, 1)
          throw error
        })(),
      )
    const leavesNothing = async (key: string): Promise<void> => {
      await expect(store().head(key)).rejects.toThrow(ObjectNotFound)
      expect(await halfPuts()).toEqual([])
    }

    it.each([0, MEGABYTE, 13 * MEGABYTE])('because its stream does leaves nothing (after %i bytes)', async (after) => {
      await expect(store().put('broken', failing(after, new Error('the client went')), BYTES)).rejects.toThrow(
        'client went',
      )
      await leavesNothing('broken')
      await expect(store().put((of) => of.sha256, failing(after, new Error('gone')), BYTES)).rejects.toThrow('gone')
      expect(await halfPuts()).toEqual([])
    })

    it.each([MEGABYTE, 13 * MEGABYTE])('because it is told to stop leaves nothing (after %i bytes)', async (after) => {
      const stop = new AbortController()
      let sent = 0
      const content = new Readable({
        read() {
          sent += 64 * 1024
          if (sent < after) this.push(Buffer.alloc(64 * 1024, 1))
          else stop.abort(new Error('enough'))
        },
      })

      await expect(store().put('stopped', content, { ...BYTES, signal: stop.signal })).rejects.toThrow('enough')
      expect(content.destroyed).toBe(true)
      await leavesNothing('stopped')
    })

    it('because its stream is destroyed, before or meanwhile, leaves nothing', async () => {
      const content = new Readable({ read() {} })
      content.push('abc')
      const result = expect(store().put('destroyed', content, TEXT)).rejects.toThrow(/[Pp]remature/)
      await turn()
      content.destroy()
      await result
      const dead = stream(Buffer.from('x')).destroy()
      await expect(store().put('destroyed', dead, TEXT)).rejects.toThrow(Error)
      await expect(
        store().put('destroyed', stream(Buffer.from('x')), { ...TEXT, signal: AbortSignal.abort() }),
      ).rejects.toThrow(/abort/)
      await leavesNothing('destroyed')
    })

    it.each([[4], [6], [0]])('because other than 5 bytes were to come leaves nothing (%i)', async (contentLength) => {
      await expect(store().put('length', stream(Buffer.from('12345')), { ...TEXT, contentLength })).rejects.toThrow(
        ContentLengthMismatch,
      )
      await leavesNothing('length')
    })

    it('leaves what was there before', async () => {
      await put('kept', 'as it was')
      await expect(store().put('kept', failing(7 * MEGABYTE, new Error('no')), BYTES)).rejects.toThrow('no')
      expect(await read('kept')).toBe('as it was')
    })

    it.each(['', 'text', 'text/plain\r\nx: y', `text/${'x'.repeat(300)}`])(
      'because %j is no media type',
      async (contentType) => {
        const content = stream(Buffer.from('x'))
        await expect(store().put('typed', content, { contentType })).rejects.toThrow('no media type')
        expect(content.destroyed).toBe(true)
      },
    )
  })

  describe('at once', () => {
    const version = (letter: string): Buffer => Buffer.alloc(6 * MEGABYTE, letter)
    const isWhole = (bytes: Buffer): boolean =>
      bytes.length === 6 * MEGABYTE && bytes.equals(version(String.fromCharCode(bytes[0] ?? 0)))

    it('readers see one version whole while others are put', async () => {
      await store().put('shared', stream(version('a')), BYTES)
      let putting = true
      const readers = Array.from({ length: 3 }, async () => {
        const seen: boolean[] = []
        do seen.push(isWhole(await buffer((await store().get('shared')).stream)))
        while (putting)
        return seen
      })
      for (const letter of 'bcdef') await store().put('shared', stream(version(letter)), BYTES)
      putting = false

      expect(new Set((await Promise.all(readers)).flat())).toEqual(new Set([true]))
      expect(sha256(await buffer((await store().get('shared')).stream))).toBe(sha256(version('f')))
    })

    it('a reader who has begun reads to the end what is deleted or replaced meanwhile', async () => {
      await store().put('begun', stream(version('a')), BYTES)
      const { stream: content } = await store().get('begun')
      await store().put('begun', stream(version('b')), BYTES)
      await store().delete('begun')

      expect(sha256(await buffer(content))).toBe(sha256(version('a')))
    })

    it('several puts of one key leave one of them, whole', async () => {
      const letters = [...'abcde']
      await Promise.all(letters.map((letter) => store().put('raced', stream(version(letter)), BYTES)))

      expect(isWhole(await buffer((await store().get('raced')).stream))).toBe(true)
      expect(await halfPuts()).toEqual([])
    })

    it('a reading that is told to stop, or left, lets go', async () => {
      await store().put('left', stream(version('a')), BYTES)
      const stop = new AbortController()
      const { stream: content } = await store().get('left', { signal: stop.signal })
      stop.abort()
      await expect(buffer(content)).rejects.toThrow(/abort/)
      await expect(store().get('left', { signal: AbortSignal.abort() })).rejects.toThrow(/abort/)
      for (let time = 0; time < 300; time++) (await store().get('left')).stream.destroy()
      expect(await store().head('left')).toMatchObject({ size: 6 * MEGABYTE })
    })
  })

  describe('a process of its own', () => {
    // What is read comes in buffers of Node's, which it frees when it likes: tens of megabytes whatever the size.
    it.each([
      ['puts', 300, 64],
      ['reads', 'read', 150],
    ] as const)(
      '%s 300 MB in memory that does not grow with it',
      async (_, work, most) => {
        const { size, grew } = await measureElsewhere(stand().env, module, 'large', work)

        expect(size).toBe(300 * MEGABYTE)
        expect(grew / MEGABYTE).toBeLessThan(most)
      },
      120_000,
    )

    it('that is killed in the middle of a put leaves nothing to be seen', async () => {
      await put('killed', 'as it was')
      const putting = await startPutting(stand().env, module, 'killed')
      await putting.kill()

      expect(await read('killed')).toBe('as it was')
      expect(await keysOf('killed')).toEqual(['killed'])
    }, 60_000)
  })
}
