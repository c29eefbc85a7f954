import { describe, expect, it } from 'vitest'
import { en } from '#lib/i18n/en.ts'
import { i18nOf } from '#lib/i18n/index.ts'
import { ru } from '#lib/i18n/ru.ts'
import type { AnyMessage, Key } from '#lib/i18n/types.ts'

const keys = Object.keys(en) as Key[]
const formsOf = (message: AnyMessage): string[] => (typeof message === 'string' ? [message] : Object.values(message))
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort()

describe('dictionaries', () => {
  it('have the same keys', () => {
    expect(Object.keys(ru).sort()).toEqual([...keys].sort())
  })

  it.each(keys)('%s has a text and the same placeholders in both languages', (key) => {
    const wanted = placeholders(formsOf(en[key])[0] ?? '')
    for (const text of [...formsOf(en[key]), ...formsOf(ru[key])]) {
      expect(text.trim()).not.toBe('')
      expect(placeholders(text)).toEqual(wanted)
    }
  })

  it('have every plural form that the language has', () => {
    for (const key of keys) {
      if (typeof en[key] === 'string') continue
      expect(Object.keys(en[key]).sort()).toEqual(['one', 'other'])
      expect(Object.keys(ru[key]).sort()).toEqual(['few', 'many', 'one', 'other'])
    }
  })
})

describe('texts', () => {
  it('choose the plural form by the rules of the language', () => {
    const { t } = i18nOf('ru', ru)
    expect([1, 2, 5, 11, 21, 22, 100].map((count) => t('post.minutes', { count }))).toEqual([
      '1 минута',
      '2 минуты',
      '5 минут',
      '11 минут',
      '21 минута',
      '22 минуты',
      '100 минут',
    ])
    expect([1, 2].map((count) => i18nOf('en', en).t('post.minutes', { count }))).toEqual(['1 minute', '2 minutes'])
  })

  it('fill placeholders as they are, markup and dollar signs included', () => {
    expect(i18nOf('en', en).t('search.titleFor', { query: '$& <b>{x}</b>' })).toBe('Search: $& <b>{x}</b>')
  })

  it('have a general text for an error code that is new to us', () => {
    const { problem, t } = i18nOf('en', en)
    expect(problem('slug-taken')).toBe(t('error.slug-taken'))
    expect(problem('never-heard-of')).toBe(t('error.unknown'))
    expect(problem(undefined)).toBe(t('error.unknown'))
    expect(problem('constructor')).toBe(t('error.unknown'))
  })

  it('name the year of a date unless it is this one', () => {
    const { date } = i18nOf('en', en)
    expect(date('2001-05-28T08:30:00.000Z')).toContain('2001')
    expect(date(new Date().toISOString())).not.toContain(String(new Date().getUTCFullYear()))
  })
})
