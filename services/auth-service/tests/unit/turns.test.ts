import { describe, expect, it } from 'vitest'
import { Turns } from '../../src/passwords/turns.js'

/** Work that ends when it is told to. */
function work() {
  let end: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  return { run: () => ended, end }
}

describe('turns', () => {
  it('run so many at once and the others in the order they came', async () => {
    const turns = new Turns(2, 10)
    const jobs = Array.from({ length: 5 }, work)
    const began: number[] = []
    const all = jobs.map(({ run }, index) =>
      turns.take(() => {
        began.push(index)
        return run()
      }),
    )

    await Promise.resolve()
    expect(began).toEqual([0, 1])
    jobs[1]?.end()
    await all[1]
    expect(began).toEqual([0, 1, 2])
    for (const { end } of jobs) end()
    await Promise.all(all)
    expect(began).toEqual([0, 1, 2, 3, 4])
  })

  it('are given back by work that fails', async () => {
    const turns = new Turns(1, 10)

    await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await expect(turns.take(async () => 'yes')).resolves.toBe('yes')
  })

  it('refuse who comes when the line is full, and take people again once it is not', async () => {
    const turns = new Turns(1, 1)
    const [first, second] = [work(), work()]
    const running = [turns.take(first.run), turns.take(second.run)]

    await expect(turns.take(async () => 'late')).rejects.toMatchObject({ status: 503, code: 'busy' })
    first.end()
    second.end()
    await Promise.all(running)
    await expect(turns.take(async () => 'in')).resolves.toBe('in')
  })
})
