import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freeSlug, slugOf } from '../../src/posts/slug.rules.js'
import { toLatin } from '../../src/posts/transliteration.rules.js'

describe('the slug of a title', () => {
  it.each([
    ['Hello, World!', 'hello-world'],
    ['Привет, мир', 'privet-mir'],
    ['Ёжик в тумане', 'yozhik-v-tumane'],
    ['Съешь же ещё этих мягких французских булок', 'sesh-zhe-eshchyo-etikh-myagkikh-frantsuzskikh-bulok'],
    ['Объявление о подъезде', 'obyavlenie-o-podezde'],
    ['Хочу чаю, щец и цукатов', 'khochu-chayu-shchets-i-tsukatov'],
    ['Їжак і ґава', 'yizhak-i-gava'],
    ['Straße in Łódź: crème brûlée', 'strasse-in-lodz-creme-brulee'],
    ['Don’t panic: it’s C++ & C#', 'dont-panic-its-c-c'],
    ['  2026 — год  кота ', '2026-god-kota'],
    ['日本語 🙂', 'post'],
    ['', 'post'],
  ])('%s -> %s', (title, slug) => expect(slugOf(title)).toBe(slug))

  it('reads й and ё the same whether they came composed or in two parts', () => {
    expect(slugOf('йод и ёж'.normalize('NFD'))).toBe(slugOf('йод и ёж'))
  })

  it('is cut between words', () => {
    const slug = slugOf('Слово '.repeat(40))
    expect(slug.length).toBeLessThanOrEqual(80)
    expect(slug).toMatch(/^slovo(-slovo)+$/)
    expect(slugOf('щ'.repeat(200))).toHaveLength(80)
  })

  it('fits an address, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
        expect(slugOf(title)).toMatch(/^(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*$/)
      }),
    )
  })

  it('has a Latin spelling for every letter of the Russian alphabet', () => {
    for (const letter of 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя') expect(toLatin(letter)).toMatch(/^[a-z]*$/)
  })
})

describe('a free slug', () => {
  it('is the slug itself while nobody has it', () => expect(freeSlug('a', new Set(['a-2', 'b']))).toBe('a'))

  it('takes the smallest number that is free', () => {
    expect(freeSlug('a', new Set(['a']))).toBe('a-2')
    expect(freeSlug('a', new Set(['a', 'a-2', 'a-4']))).toBe('a-3')
  })

  it('is never one that is taken', () => {
    const slugs = fc.constantFrom('a', 'a-2', 'a-3', 'a-4', 'a-5', 'b')
    fc.assert(fc.property(fc.uniqueArray(slugs), (taken: string[]) => !taken.includes(freeSlug('a', new Set(taken)))))
  })
})
