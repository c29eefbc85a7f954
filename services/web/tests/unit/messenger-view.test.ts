import { MESSAGE_LENGTH, MESSAGE_MEDIA, RESUME_CONVERSATIONS } from '@quark/contracts/messenger'
import { describe, expect, it } from 'vitest'
import { en } from '#lib/i18n/en.ts'
import { i18nOf } from '#lib/i18n/index.ts'
import { linesOf } from '#lib/messenger/lines.ts'
import { partsOf } from '#lib/messenger/links.ts'
import { newId } from '#lib/messenger/new-id.ts'
import { emptyState } from '#lib/messenger/news.ts'
import { reduce } from '#lib/messenger/reduce.ts'
import * as shapes from '#lib/messenger/shapes.ts'
import { knownZone, timesOf } from '#lib/messenger/times.ts'
import { typingText } from '#lib/messenger/typing.ts'
import { excerptOf, noteOf, sizeOf } from '#lib/messenger/wording.ts'
import { aMessage, ME, ServerModel, TALK, YOU } from './messenger-model.ts'

const i18n = i18nOf('en', en)
const { dayKey } = timesOf('en', 'UTC')

describe('what is shown of messages', () => {
  it('holds the limits of the contract', () => {
    expect(shapes).toMatchObject({ MESSAGE_LENGTH, MESSAGE_MEDIA, RESUME_CONVERSATIONS })
  })

  it('stands together by person and time, apart by day, with a line above what is new', () => {
    const messages = [
      aMessage(1),
      aMessage(2),
      aMessage(3, { senderId: ME, sentAt: '2026-11-25T09:01:00.000Z' }),
      aMessage(4, { sentAt: '2026-11-25T09:01:10.000Z' }),
      aMessage(5, { sentAt: '2026-11-25T09:20:00.000Z' }),
      aMessage(6, { kind: 'renamed', text: 'Walkers', sentAt: '2026-11-25T09:21:00.000Z' }),
      aMessage(7, { sentAt: '2026-11-26T00:01:00.000Z' }),
    ]
    const lines = linesOf(messages, { dayKey, readSeq: 3, me: ME })
    expect(
      lines.map((line) => (line.kind === 'message' ? [line.message.seq, line.isFirst, line.isLast] : line.kind)),
    ).toEqual([
      'day',
      [1, true, false],
      [2, false, true],
      [3, true, true],
      'unread',
      [4, true, true],
      [5, true, true],
      'note',
      'day',
      [7, true, true],
    ])
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length)
  })

  it('has days and times by the reader’s clock', () => {
    const late = '2026-11-25T22:30:00.000Z'
    expect(timesOf('en', 'UTC').time(late)).toBe('22:30')
    expect(timesOf('ru', 'Europe/Moscow').time(late)).toBe('01:30')
    expect(timesOf('ru', 'Europe/Moscow').dayKey(late)).toBe('2026-11-26')
    expect(knownZone('Europe/Moscow')).toBe('Europe/Moscow')
    expect(knownZone('Nowhere/<script>')).toBe('UTC')
  })

  it.each([
    ['no link', [{ text: 'no link' }]],
    [
      'see https://a.example/x, please',
      [{ text: 'see ' }, { text: 'https://a.example/x', href: 'https://a.example/x' }, { text: ', please' }],
    ],
    ['https://a.example/Q_(p)', [{ text: 'https://a.example/Q_(p)', href: 'https://a.example/Q_(p)' }]],
    [
      '(https://a.example/)',
      [{ text: '(' }, { text: 'https://a.example/', href: 'https://a.example/' }, { text: ')' }],
    ],
    ['javascript:alert(1)', [{ text: 'javascript:alert(1)' }]],
  ])('finds the links in %s', (text, parts) => {
    expect(partsOf(text)).toEqual(parts)
  })

  it('is one line elsewhere', () => {
    expect(excerptOf(aMessage(1, { text: ' a\n b ' }), i18n)).toBe('a b')
    expect(excerptOf(aMessage(1, { text: null, deletedAt: '2026-11-25T09:00:00.000Z' }), i18n)).toBe('Message deleted')
    expect(excerptOf(aMessage(1, { text: '', mediaIds: ['x', 'y'] }), i18n)).toBe('2 files')
    expect(excerptOf(aMessage(1, { text: 'x'.repeat(200) }), i18n)).toHaveLength(141)
    expect(sizeOf(1_400_000, 'en')).toBe('1.4 MB')
    expect(sizeOf(0, 'en')).toBe('0 byte')
  })

  it('tells what happened to a group', () => {
    const name = (id: string | null) => (id === ME ? 'Ada' : 'Bob')
    const note = (fields: Parameters<typeof aMessage>[1]) =>
      noteOf(aMessage(1, { senderId: ME, ...fields }), name, i18n)
    expect(note({ kind: 'joined', subjectId: YOU })).toBe('Ada brought Bob in')
    expect(note({ kind: 'left', subjectId: ME })).toBe('Ada left')
    expect(note({ kind: 'left', subjectId: YOU })).toBe('Ada took Bob out')
    expect(note({ kind: 'renamed', text: 'Walkers' })).toBe('Ada named the group “Walkers”')
  })

  it('forgets that somebody writes in time, or with their message', () => {
    const server = new ServerModel()
    const typing = { type: 'typing', conversationId: TALK, userId: YOU } as const
    let state = reduce(emptyState(ME), { type: 'details', conversation: server.details() })
    state = reduce(state, { type: 'frame', frame: typing, at: 1000 })
    const talk = state.talks.get(TALK)
    if (!talk) throw new Error('no talk')
    expect(typingText(state, talk, i18n)).toBe('You is writing…')
    expect(typingText(reduce(state, { type: 'tick', at: 6001 }), talk, i18n)).toBeUndefined()
    const message = { type: 'message', message: server.say() } as const
    expect(typingText(reduce(state, { type: 'frame', frame: message, at: 1100 }), talk, i18n)).toBeUndefined()
  })

  it('has ids that the API takes', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
