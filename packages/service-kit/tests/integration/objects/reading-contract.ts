import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type ByteRange, InvalidObjectKey, ObjectNotFound, RangeNotSatisfiable } from '@quark/service-kit'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { BYTES, MEGABYTE, type OpenStand, sha256, stream, TEXT } from './object-stand.js'

/** Objects, their keys, parts of them, lists. */
export function readingContract({ module, stand, store, put, read, keysOf, halfPuts }: OpenStand): void {
  describe('an object', () => {
    it('comes back as it was put, with its size, type and time', async () => {
      const before = Date.now()
      const stored = await put('notes/one.txt', 'hello')

      expect(stored).toEqual({ key: 'notes/one.txt', size: 5, sha256: sha256(Buffer.from('hello')) })
      const info = await store().head('notes/one.txt')
      expect(info).toMatchObject({ key: 'notes/one.txt', size: 5, contentType: 'text/plain' })
      expect(Math.abs(info.modifiedAt.getTime() - before)).toBeLessThan(30_000)
      const { stream: content, ...rest } = await store().get('notes/one.txt')
      expect({ ...rest, range: undefined }).toEqual({ ...info, range: undefined })
      expect((await buffer(content)).toString()).toBe('hello')
    })

    it('may be empty', async () => {
      expect(await store().put('empty', Readable.from([]), TEXT)).toMatchObject({ size: 0 })
      expect(await read('empty')).toBe('')
      expect(await store().head('empty')).toMatchObject({ size: 0, contentType: 'text/plain' })
      await expect(store().get('empty', { range: { first: 0 } })).rejects.toThrow(RangeNotSatisfiable)
      await expect(store().get('empty', { range: { suffix: 3 } })).rejects.toThrow(RangeNotSatisfiable)
    })

    it('is the same in parts and whole, whatever its size', async () => {
      for (const size of [5 * MEGABYTE - 1, 5 * MEGABYTE, 5 * MEGABYTE + 1, 11 * MEGABYTE + 7]) {
        const bytes = randomBytes(size)
        const stored = await store().put('sizes', stream(bytes, 100_001), { ...BYTES, contentLength: size })
        const { stream: content, size: said } = await store().get('sizes')

        expect(stored).toEqual({ key: 'sizes', size, sha256: sha256(bytes) })
        expect([said, sha256(await buffer(content))]).toEqual([size, sha256(bytes)])
      }
    })

    it.each([1, 6 * MEGABYTE])('can be named by its content (%i bytes)', async (size) => {
      const bytes = randomBytes(size)
      const name = `by-content/${sha256(bytes)}`

      const stored = await store().put((content) => `by-content/${content.sha256}`, stream(bytes), BYTES)

      expect(stored).toEqual({ key: name, size, sha256: sha256(bytes) })
      expect(await store().head(name)).toMatchObject({ size, contentType: BYTES.contentType })
      expect(await halfPuts()).toEqual([])
    })

    it('that is not there is not found, and can be deleted all the same', async () => {
      await expect(store().get('nothing')).rejects.toThrow(ObjectNotFound)
      await expect(store().head('nothing')).rejects.toThrow('There is no object "nothing"')
      await put('something', 'x')
      await store().delete('something')
      await store().delete('something')
      await store().deleteMany(['something', 'nothing'])
      await expect(store().get('something')).rejects.toThrow(ObjectNotFound)
    })

    it('is of its module alone', async () => {
      const other = await stand().open(`${module}-other`)
      await put('mine', 'secret')

      await expect(other.get('mine')).rejects.toThrow(ObjectNotFound)
      for await (const { key } of other.list('')) expect(key).toBe('nothing of another module')
      await other.close()
    })
  })

  describe('a range', () => {
    beforeAll(() => put('digits', '0123456789'))

    it.each<[string, ByteRange, string, number, number]>([
      ['the first bytes', { first: 0, last: 3 }, '0123', 0, 3],
      ['the middle', { first: 4, last: 5 }, '45', 4, 5],
      ['one byte', { first: 9, last: 9 }, '9', 9, 9],
      ['to the end', { first: 7 }, '789', 7, 9],
      ['beyond the end', { first: 8, last: 100 }, '89', 8, 9],
      ['the last bytes', { suffix: 4 }, '6789', 6, 9],
      ['more last bytes than there are', { suffix: 100 }, '0123456789', 0, 9],
    ])('can be %s', async (_, range, text, first, last) => {
      const { stream: content, ...info } = await store().get('digits', { range })

      expect((await buffer(content)).toString()).toBe(text)
      expect(info).toMatchObject({ size: 10, range: { first, last }, contentType: 'text/plain' })
    })

    it.each<[ByteRange]>([[{ first: 10 }], [{ first: 11, last: 12 }], [{ suffix: 0 }]])(
      'outside of the object is refused, with its size (%j)',
      async (range) => {
        await expect(store().get('digits', { range })).rejects.toMatchObject({ name: 'RangeNotSatisfiable', size: 10 })
      },
    )

    it.each<[ByteRange]>([[{ first: -1 }], [{ first: 3, last: 2 }], [{ suffix: 1.5 }]])(
      'must be one (%j)',
      async (range) => {
        await expect(store().get('digits', { range })).rejects.toThrow(TypeError)
      },
    )

    it('of an object that is not there is not found', async () => {
      await expect(store().get('nothing', { range: { first: 100 } })).rejects.toThrow(ObjectNotFound)
    })
  })

  describe('a key', () => {
    it.each([
      'привет/мир — ёж.txt',
      '日本/語',
      'a b+c%20&d=?#e',
      "it's (here)!*~$@,;:=",
      '…',
      'e\u0301',
      'UPPER',
      'upper',
      'a/b',
      'a/b/c',
    ])('may be %s', async (key) => {
      await put(key, `of ${key}`)

      expect(await read(key)).toBe(`of ${key}`)
      expect(await keysOf(key)).toContain(key)
      await store().deleteMany([key])
      await expect(store().head(key)).rejects.toThrow(ObjectNotFound)
    })

    it.each([
      '',
      '/etc/passwd',
      '..',
      '../x',
      'a/../b',
      './a',
      'a/',
      'a//b',
      'a\\b',
      'a\0b',
      'a\nb',
      'x'.repeat(701),
      '\ud800',
    ])('may not be %j', async (key) => {
      for (const use of [
        () => put(key, 'x'),
        () => store().get(key),
        () => store().head(key),
        () => store().delete(key),
      ])
        await expect(use()).rejects.toThrow(InvalidObjectKey)
      await expect(store().deleteMany(['digits', key])).rejects.toThrow(InvalidObjectKey)
      await expect(store().put(() => key, stream(Buffer.from('x')), TEXT)).rejects.toThrow(InvalidObjectKey)
      await expect(store().presignGet(key, { expiresInSeconds: 60 })).rejects.toThrow(InvalidObjectKey)
      expect(await halfPuts()).toEqual([])
    })

    it('of many segments and of the longest names', async () => {
      for (const key of ['x'.repeat(700), 'ж'.repeat(350), `${'d/'.repeat(349)}d`]) {
        await put(key, 'long')
        expect(await read(key)).toBe('long')
      }
    })

    it('is any that is well-formed, and is told from every other', async () => {
      const segment = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => {
        return !/[/\\\p{Cc}]/u.test(text) && text !== '.' && text !== '..' && text.isWellFormed()
      })
      const key = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `any/${segments.join('/')}`)
      await fc.assert(
        fc.asyncProperty(key, async (one) => {
          await put(one, one)
          return (await read(one)) === one
        }),
        { numRuns: 30 },
      )
    })
  })

  describe('a list', () => {
    it('has all that begin so, over many pages, and nothing else', async () => {
      const keys = Array.from({ length: 1100 }, (_, index) => `pages/${String(index).padStart(4, '0')}`)
      for (let first = 0; first < keys.length; first += 20)
        await Promise.all(keys.slice(first, first + 20).map((key) => put(key, 'x')))
      await put('pages', 'not in it')
      await put('pages-too', 'not in it')

      expect(await keysOf('pages/')).toEqual(keys)
      expect(await keysOf('pages/000')).toEqual(keys.slice(0, 10))
      expect(await keysOf('none-such/')).toEqual([])
      await store().deleteMany(keys)
      expect(await keysOf('pages/')).toEqual([])
      expect(await read('pages')).toBe('not in it')
    }, 120_000)

    it('says size and time', async () => {
      await put('listed/one', 'four')
      for await (const object of store().list('listed/'))
        expect(object).toEqual({ key: 'listed/one', size: 4, modifiedAt: expect.any(Date) })
    })

    it('refuses a prefix that no key has', async () => {
      await expect(keysOf('../')).rejects.toThrow(InvalidObjectKey)
      await expect(keysOf('/a')).rejects.toThrow(InvalidObjectKey)
    })
  })
}
