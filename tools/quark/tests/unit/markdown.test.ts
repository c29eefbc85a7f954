import { describe, expect, it } from 'vitest'
import { anchor, codes, fillBlock, page, table } from '../../src/gen/markdown.js'

describe('markdown', () => {
  it('keeps a bar or a line break from ending a cell', () => {
    expect(table(['a'], [['one | two\nthree']])).toBe('| a |\n|---|\n| one \\| two three |')
  })

  it('makes no table of nothing, and leaves no gap on the page for it', () => {
    expect(table(['a'], [])).toBe('')
    expect(page('Title', '', 'text')).toMatch(/# Title\n\ntext\n$/)
  })

  it('says that there is nothing', () => expect(codes([])).toBe('-'))

  it.each([
    ['post.published', 'postpublished'],
    ['api-gateway', 'api-gateway'],
    ['Every module', 'every-module'],
  ])('finds the heading %s at #%s', (heading, place) => expect(anchor(heading)).toBe(place))

  it('refuses a block whose end stands before its beginning', () => {
    expect(() => fillBlock('<!-- end: x -->\n<!-- quark gen: x -->', 'x', 'new', 'a.md')).toThrow('a.md has no place')
  })
})
