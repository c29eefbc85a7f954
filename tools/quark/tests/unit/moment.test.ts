import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { momentOf } from '../../src/events/moment.js'

const NOW = Date.parse('2026-11-23T12:00:00Z')

describe('a time on the command line', () => {
  it.each([
    ['90s', '2026-11-23T11:58:30.000Z'],
    ['15m', '2026-11-23T11:45:00.000Z'],
    ['2h', '2026-11-23T10:00:00.000Z'],
    ['7d', '2026-11-16T12:00:00.000Z'],
    ['2026-11-22', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T18:00:00Z', '2026-11-22T18:00:00.000Z'],
    ['2026-11-22T18:00+02:00', '2026-11-22T16:00:00.000Z'],
  ])('%s is understood', (text, time) => expect(momentOf(text, NOW).toISOString()).toBe(time))

  it.each([
    '',
    'yesterday',
    '2',
    '2w',
    '-2h',
    '1.5h',
    '2026',
    '2026-13-01',
    '2026-02-31',
    '2026-11-22T18:00:00',
    '999999999d',
  ])('"%s" is refused with an example', (text) =>
    expect(() => momentOf(text, NOW)).toThrow(/is no time: write 2026-11-22T18:00:00Z/),
  )

  it('that is still to come is refused', () => {
    expect(() => momentOf('2027-01-01', NOW)).toThrow('is still to come: it is 2026-11-23T12:00:00.000Z')
  })

  it('is never in the future, and every instant that ISO writes is understood', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date(NOW), noInvalidDate: true }), (date) => {
        expect(momentOf(date.toISOString(), NOW)).toEqual(date)
      }),
    )
  })
})
