import { describe, expect, it } from 'vitest'
import type { PostDraft } from '#lib/api-types.ts'
import type { LocalCopy } from '#lib/editor/local-copies.ts'
import { openingOf } from '#lib/editor/opening.ts'

const text = (html: string): PostDraft => ({ title: 't', html, tags: [], coverMediaId: null })
const server = (html: string, revision: number) => ({ ...text(html), revision })
const copy = (id: string, html: string, base: number, sent?: string): LocalCopy => ({
  id,
  owner: 'ada',
  post: 'p',
  base,
  draft: text(html),
  sent: sent === undefined ? undefined : text(sent),
  changedAt: 0,
})
const isSame = (one: PostDraft, other: PostDraft) => one.html === other.html
const open = (at: ReturnType<typeof server>, ...copies: LocalCopy[]) => openingOf(at, copies, isSame)

describe('an editor opens with', () => {
  it('the text of the server when this browser has no other', () => {
    expect(open(server('a', 3))).toEqual({ draft: server('a', 3), isDisputed: false, others: [], settled: [] })
  })

  it('the text of the server when the copy is the same, and lets the copy go', () => {
    const known = copy('1', 'a', 2)
    expect(open(server('a', 3), known)).toMatchObject({ draft: { html: 'a' }, settled: [known] })
  })

  it('the copy that was written over what the server has', () => {
    const unsent = copy('1', 'ab', 3)
    expect(open(server('a', 3), unsent)).toMatchObject({ draft: { html: 'ab' }, restored: unsent, isDisputed: false })
  })

  it('a question when somebody changed the server’s text since', () => {
    expect(open(server('other', 4), copy('1', 'ab', 3))).toMatchObject({ draft: { html: 'ab' }, isDisputed: true })
  })

  it('no question when the newer text of the server is what the copy had sent', () => {
    expect(open(server('ab', 4), copy('1', 'abc', 3, 'ab'))).toMatchObject({
      draft: { html: 'abc' },
      isDisputed: false,
    })
  })

  it('the newest of several copies, and keeps the others that differ', () => {
    const [newest, double, older] = [copy('1', 'new', 3), copy('2', 'new', 3), copy('3', 'old', 3)]
    const opening = open(server('a', 3), newest, double, older)
    expect(opening).toMatchObject({ restored: newest, others: [older], settled: [double] })
  })
})
