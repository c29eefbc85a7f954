import { Text } from '@quark/service-kit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

describe('Text', () => {
  const title = Text({ min: 1, max: 10 })
  const body = Text({ max: 1000, multiline: true })
  const codeOf = (schema: typeof title, text: string): string[] =>
    (schema.safeParse(text).error?.issues ?? []).map(
      (issue) => (issue as { params?: { code: string } }).params?.code ?? issue.code,
    )

  it('trims, makes line ends one kind, and composes characters', () => {
    expect(title.parse('  и\u0306  ')).toBe('й')
    expect(body.parse('a\r\nb')).toBe('a\nb')
  })

  it('counts characters as people do, not UTF-16 units', () => {
    expect(title.parse('😀'.repeat(10))).toHaveLength(20)
    expect(codeOf(title, '😀'.repeat(11))).toEqual(['too-big'])
    expect(codeOf(title, '   ')).toEqual(['too-small'])
  })

  it.each([
    ['NUL', 'a\u0000b'],
    ['an escape', 'a\u001bb'],
    ['a lone surrogate', 'a\ud800b'],
    ['a bidi override', 'a\u202eb'],
  ])('refuses %s', (_, text) => {
    expect(codeOf(title, text)).toContain('invalid-characters')
    expect(codeOf(body, text)).toContain('invalid-characters')
  })

  it('takes line breaks only where they are wanted', () => {
    expect(codeOf(title, 'a\nb')).toEqual(['invalid-characters'])
    expect(body.safeParse('a\nb').success).toBe(true)
  })

  it('gives only text that it would take again, unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        const first = body.safeParse(text)
        if (!first.success) return
        expect(body.parse(first.data)).toBe(first.data)
        expect(first.data.isWellFormed()).toBe(true)
        expect(first.data).not.toContain('\u0000')
      }),
    )
  })
})
