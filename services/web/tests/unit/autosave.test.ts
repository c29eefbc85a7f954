import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PostDraft } from '#lib/api-types.ts'
import { Autosave, type SaveResult } from '#lib/editor/autosave.ts'

/** A text, and a server that answers what the test says. */
function setUp(auto = true) {
  const saves: { title: string; revision: number }[] = []
  const answers: SaveResult[] = []
  const states: string[] = []
  const text: PostDraft = { title: 'one', html: '<p></p>', tags: [], coverMediaId: null }
  let hold: Promise<void> = Promise.resolve()
  const autosave = new Autosave({
    auto,
    revision: 1,
    read: () => ({ ...text }),
    isSame: (one, other) => one.title === other.title,
    onState: (state) => states.push(state.kind),
    save: async ({ title }, revision) => {
      saves.push({ title, revision })
      await hold
      return answers.shift() ?? { kind: 'saved', revision: revision + 1 }
    },
  })
  const type = (title: string) => {
    text.title = title
    autosave.changed()
  }
  const pause = () => {
    let go: () => void = () => {}
    hold = new Promise((resolve) => {
      go = resolve
    })
    return go
  }
  return { autosave, saves, answers, states, type, pause }
}

describe('autosave', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('saves a second after the first change, over the revision that was read', async () => {
    const { saves, states, type } = setUp()
    type('t')
    await vi.advanceTimersByTimeAsync(900)
    type('tw')
    await vi.advanceTimersByTimeAsync(99)
    expect(saves).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(saves).toEqual([{ title: 'tw', revision: 1 }])
    expect(states).toEqual(['dirty', 'saving', 'saved'])
  })

  it('saves every second while somebody types without a pause', async () => {
    const { saves, type } = setUp()
    for (let tick = 0; tick < 50; tick++) {
      type(`${tick}`)
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(saves).toHaveLength(5)
  })

  it('saves again what was typed while it was saving, over the new revision', async () => {
    const { saves, autosave, type, pause } = setUp()
    const go = pause()
    type('a')
    await vi.advanceTimersByTimeAsync(1000)
    type('ab')
    await vi.advanceTimersByTimeAsync(3000)
    expect(saves).toHaveLength(1)
    go()
    await vi.advanceTimersByTimeAsync(0)
    expect(saves.at(-1)).toEqual({ title: 'ab', revision: 2 })
    expect(autosave.state.kind).toBe('saved')
  })

  it('tries again by itself while nobody answers', async () => {
    const { saves, answers, autosave, type } = setUp()
    answers.push({ kind: 'offline' }, { kind: 'offline' })
    type('a')
    await vi.advanceTimersByTimeAsync(1000)
    expect(autosave.state.kind).toBe('offline')
    await vi.advanceTimersByTimeAsync(2000 + 5000)
    expect(saves).toHaveLength(3)
    expect(autosave.state.kind).toBe('saved')
  })

  it('stops at a conflict and saves nothing over the other text until somebody chooses', async () => {
    const { saves, answers, autosave, type } = setUp()
    answers.push({ kind: 'conflict', theirs: { title: 'theirs', html: '', tags: [], coverMediaId: null, revision: 7 } })
    type('mine')
    await vi.advanceTimersByTimeAsync(1000)
    type('mine too')
    expect(await autosave.flush()).toBe(false)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(saves).toHaveLength(1)

    autosave.resolve(7, true)
    await vi.advanceTimersByTimeAsync(0)
    expect(saves.at(-1)).toEqual({ title: 'mine too', revision: 7 })
    expect(autosave.state.kind).toBe('saved')
  })

  it('takes the other text without saving anything', async () => {
    const { saves, answers, autosave, type } = setUp()
    answers.push({ kind: 'conflict', theirs: { title: 'theirs', html: '', tags: [], coverMediaId: null, revision: 7 } })
    type('mine')
    await vi.advanceTimersByTimeAsync(1000)
    autosave.resolve(7, false)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(saves).toHaveLength(1)
    expect(autosave).toMatchObject({ revision: 7, state: { kind: 'saved' } })
  })

  it('knows its own text again when only the answer was lost, and goes on over it', async () => {
    const { saves, answers, autosave, type } = setUp()
    answers.push({ kind: 'offline' })
    type('first')
    await vi.advanceTimersByTimeAsync(1000)
    type('first second')
    answers.push({ kind: 'conflict', theirs: { title: 'first', html: '', tags: [], coverMediaId: null, revision: 2 } })
    await vi.advanceTimersByTimeAsync(2000)
    expect(saves.at(-1)).toEqual({ title: 'first second', revision: 2 })
    expect(autosave.state.kind).toBe('saved')
  })

  it('knows what an earlier page sent in its last moment', async () => {
    const { saves, answers, autosave, type } = setUp()
    autosave.mayHaveSent([{ title: 'restored', html: '', tags: [], coverMediaId: null }])
    type('restored and more')
    answers.push({
      kind: 'conflict',
      theirs: { title: 'restored', html: '', tags: [], coverMediaId: null, revision: 2 },
    })
    await vi.advanceTimersByTimeAsync(1000)
    expect(saves.at(-1)).toEqual({ title: 'restored and more', revision: 2 })
  })

  it('asks when a lost answer was followed by the text of somebody else', async () => {
    const { answers, autosave, type } = setUp()
    answers.push({ kind: 'offline' })
    answers.push({ kind: 'conflict', theirs: { title: 'theirs', html: '', tags: [], coverMediaId: null, revision: 3 } })
    type('first')
    await vi.advanceTimersByTimeAsync(3000)
    expect(autosave.state.kind).toBe('conflict')
  })

  it('waits for a choice when it opens in dispute', async () => {
    const { saves, autosave, type } = setUp()
    autosave.dispute({ title: 'theirs', html: '', tags: [], coverMediaId: null, revision: 7 })
    type('mine')
    await vi.advanceTimersByTimeAsync(5000)
    expect(saves).toEqual([])
    autosave.resolve(7, true)
    await vi.advanceTimersByTimeAsync(0)
    expect(saves).toEqual([{ title: 'mine', revision: 7 }])
  })

  it('says why it was refused and tries again after the next change', async () => {
    const { saves, answers, autosave, type } = setUp()
    answers.push({ kind: 'refused', code: 'tag-invalid' })
    type('')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(saves).toHaveLength(1)
    expect(autosave.state).toEqual({ kind: 'refused', code: 'tag-invalid' })
    type('a title')
    await vi.advanceTimersByTimeAsync(1000)
    expect(autosave.state.kind).toBe('saved')
  })

  it('leaves a published post alone until it is told to save', async () => {
    const { saves, autosave, type } = setUp(false)
    type('edited')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(saves).toEqual([])
    expect(autosave.state.kind).toBe('dirty')
    expect(await autosave.flush()).toBe(true)
    expect(saves).toHaveLength(1)
  })

  it('flush waits for the save that is running and then saves the rest', async () => {
    const { saves, autosave, type, pause } = setUp()
    const go = pause()
    type('a')
    await vi.advanceTimersByTimeAsync(1000)
    type('ab')
    const flushed = autosave.flush()
    go()
    expect(await flushed).toBe(true)
    expect(saves.map(({ title }) => title)).toEqual(['a', 'ab'])
  })
})
