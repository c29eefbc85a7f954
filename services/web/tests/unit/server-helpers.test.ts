import { describe, expect, it } from 'vitest'
import { hasItalics, wantsFont } from '#lib/server/fonts.ts'
import { safePath } from '#lib/server/guard.ts'
import { preferredLocale } from '../../src/preferences.ts'

describe('safePath', () => {
  it.each(['/', '/write', '/b/a/c?x=1#y'])('keeps %s', (path) => expect(safePath(path)).toBe(path))
  it.each([
    null,
    '',
    'write',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
  ])('sends %j home', (path) => expect(safePath(path)).toBe('/'))
})

describe('preferredLocale', () => {
  it.each([
    ['', 'en'],
    ['ru', 'ru'],
    ['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
    ['de,en;q=0.5,ru;q=0.7', 'ru'],
    ['en;q=0.2, ru;q=0.9', 'ru'],
    ['ru;q=0, en', 'en'],
    ['de-DE,fr', 'en'],
    ['*', 'en'],
    [';;;q=,', 'en'],
  ])('%j is %s', (header, locale) => expect(preferredLocale(header)).toBe(locale))
})

it('fonts of the page’s scripts are fetched early, and no others', () => {
  const files = [
    'inter-latin-wght-normal',
    'inter-cyrillic-wght-normal',
    'inter-cyrillic-ext-wght-normal',
    'source-serif-4-latin-wght-italic',
    'source-serif-4-cyrillic-wght-normal',
  ]
  const wanted = (locale: 'en' | 'ru', italics = false) =>
    files.filter((file) => wantsFont(`node_modules/x/files/${file}.woff2`, { locale, italics }))
  expect(wanted('en')).toEqual(['inter-latin-wght-normal'])
  expect(wanted('en', hasItalics('<p>a <em>b</em></p>'))).toEqual([
    'inter-latin-wght-normal',
    'source-serif-4-latin-wght-italic',
  ])
  expect(hasItalics('<p>embers</p>')).toBe(false)
  expect(wanted('ru')).toEqual([
    'inter-latin-wght-normal',
    'inter-cyrillic-wght-normal',
    'source-serif-4-cyrillic-wght-normal',
  ])
})
