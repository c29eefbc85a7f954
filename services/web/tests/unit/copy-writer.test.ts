import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CopyWriter } from '#lib/editor/copy-writer.ts'
import type { LocalCopy } from '#lib/editor/local-copies.ts'

function setUp() {
  const store = new Map<string, LocalCopy>()
  const puts: string[] = []
  const kept: boolean[] = []
  let title = ''
  let fails = false
  const writer = new CopyWriter({
    id: 'c',
    read: () => ({ owner: 'ada', post: 'p', base: 1, draft: { title, html: '', tags: [], coverMediaId: null } }),
    onKept: (isKept) => kept.push(isKept),
    store: {
      put: async (copy) => {
        if (fails) throw new Error('no room')
        puts.push(copy.draft.title)
        store.set(copy.id, copy)
      },
      remove: async (id) => void store.delete(id),
    },
  })
  const type = (next: string) => {
    title = next
    writer.changed()
  }
  const breakStore = () => {
    fails = true
  }
  return { writer, store, puts, kept, type, breakStore }
}

describe('a copy of what is typed', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is written a tenth of a second after the first keystroke, and not at each one', async () => {
    const { puts, type } = setUp()
    for (const text of ['a', 'ab', 'abc']) {
      type(text)
      await vi.advanceTimersByTimeAsync(30)
    }
    await vi.advanceTimersByTimeAsync(10)
    expect(puts).toEqual(['abc'])
  })

  it('is written at once when the page goes', async () => {
    const { writer, puts, type } = setUp()
    type('a')
    writer.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(puts).toEqual(['a'])
  })

  it('says what is on its way to the server, before it is sent', async () => {
    const { writer, store, type } = setUp()
    type('a')
    await writer.sending({ title: 'a', html: '', tags: [], coverMediaId: null })
    expect(store.get('c')?.sent?.title).toBe('a')
  })

  it('is gone when the server has the newest text, and no late write brings it back', async () => {
    const { writer, store, type } = setUp()
    type('a')
    void writer.sending({ title: 'a', html: '', tags: [], coverMediaId: null })
    await writer.saved()
    await vi.advanceTimersByTimeAsync(1000)
    expect(store.size).toBe(0)
  })

  it('that could not be kept is reported, and the next one is tried again', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { kept, type, breakStore } = setUp()
    breakStore()
    type('a')
    await vi.advanceTimersByTimeAsync(100)
    type('ab')
    await vi.advanceTimersByTimeAsync(100)
    expect(kept).toEqual([false, false])
  })
})
