import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DataFolder } from '../../src/embedded/data-folder.js'
import { PlainError } from '../../src/embedded/plain-error.js'
import { startedAt } from '../../src/embedded/running-process.js'
import { startAs } from './as-user.js'
import { tempFolder } from './temp-folder.js'

/** Above any process id. */
const DEAD = 999_999_999

function refusalOf(folder: string): string {
  try {
    DataFolder.open(folder).close()
  } catch (error) {
    expect(error).toBeInstanceOf(PlainError)
    return (error as Error).message
  }
  throw new Error(`${folder} was not refused`)
}

describe('the data folder', () => {
  it('is made where there is none, and found again', () => {
    const path = join(tempFolder(), 'deep', 'quark')
    const first = DataFolder.open(path)
    expect(first).toMatchObject({ path, fresh: true })
    expect(JSON.parse(readFileSync(join(path, 'quark.json'), 'utf8'))).toMatchObject({ app: 'quark', format: 1 })
    expect(statSync(path).mode & 0o066).toBe(0)
    first.close()

    const again = DataFolder.open(path)
    expect(again.fresh).toBe(false)
    again.close()
  })

  it('is taken over when making it was broken off', () => {
    const path = tempFolder()
    writeFileSync(join(path, '.half-quark.json.123'), '{')
    DataFolder.open(path).close()
    expect(JSON.parse(readFileSync(join(path, 'quark.json'), 'utf8'))).toMatchObject({ app: 'quark' })
  })

  it('refuses a folder that is marked read-only', () => {
    const path = tempFolder()
    chmodSync(path, 0o555)
    expect(refusalOf(path)).toMatch(/^The data folder .* cannot be written to: .*--data DIR.*$/)
  })

  it('refuses the folder of somebody else, and leaves it as it was', () => {
    const path = tempFolder()
    writeFileSync(join(path, 'thesis.doc'), '')
    expect(refusalOf(path)).toMatch(/^.* is not a data folder of Quark \(it has thesis.doc\): .*--data DIR.*$/)
    expect(() => statSync(join(path, 'quark.json'))).toThrow()
  })

  it.each([
    ['broken', '{'],
    ['of another program', '{"app":"other","format":1,"createdAt":""}'],
  ])('refuses a folder whose marker is %s', (_, marker) => {
    const path = tempFolder()
    writeFileSync(join(path, 'quark.json'), marker)
    expect(refusalOf(path)).toMatch(/its quark.json is not Quark's/)
  })

  it('refuses a folder of a newer Quark', () => {
    const path = tempFolder()
    writeFileSync(join(path, 'quark.json'), JSON.stringify({ app: 'quark', format: 2, createdAt: '' }))
    expect(refusalOf(path)).toMatch(
      /^.* was written by a newer Quark \(format 2, this one knows up to 1\): update Quark.*$/,
    )
  })

  it('refuses a file', () => {
    const path = join(tempFolder(), 'file')
    writeFileSync(path, '')
    expect(refusalOf(path)).toMatch(/is not a folder/)
    expect(refusalOf(join(path, 'below'))).toMatch(/is not a folder/)
  })
})

describe('the lock of a data folder', () => {
  it('lets one in and names it to the next', () => {
    const path = tempFolder()
    const first = DataFolder.open(path)
    expect(refusalOf(path)).toMatch(`(process ${process.pid}, still starting)`)
    first.announce('http://127.0.0.1:8080')
    expect(refusalOf(path)).toMatch(`(process ${process.pid}, at http://127.0.0.1:8080)`)
    expect(DataFolder.running(path)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:8080' })

    first.close()
    expect(DataFolder.running(path)).toBeUndefined()
    DataFolder.open(path).close()
  })

  it.each([
    ['a dead process', JSON.stringify({ pid: DEAD, since: '' })],
    ['a process whose id another one has now', JSON.stringify({ pid: 1, startedAt: 'long ago', since: '' })],
    ['a process that was killed while it wrote it', ''],
  ])('is taken over from %s', (_, lock) => {
    const path = tempFolder()
    DataFolder.open(path).close()
    writeFileSync(join(path, 'lock'), lock)
    DataFolder.open(path).close()
  })

  it('stays with a process that runs', () => {
    const path = tempFolder()
    DataFolder.open(path).close()
    writeFileSync(join(path, 'lock'), JSON.stringify({ pid: 1, startedAt: startedAt(1), since: '' }))
    expect(refusalOf(path)).toMatch('(process 1, still starting)')
  })

  it('has one winner when many find a stale one at the same moment', async () => {
    const path = tempFolder()
    DataFolder.open(path).close()
    writeFileSync(join(path, 'lock'), JSON.stringify({ pid: DEAD, since: '' }))
    const contenders = Array.from({ length: 6 }, () => new Contender(path))
    for (const contender of contenders) await contender.says('ready')

    for (const contender of contenders) contender.process.stdin.write('go\n')
    const outcomes = await Promise.all(contenders.map((contender) => contender.says('won|lost')))
    expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1)
  })
})

/** A process that opens the folder when it is told to, and keeps it open until its input ends. */
class Contender {
  readonly process: ChildProcessWithoutNullStreams
  private said = ''

  constructor(folder: string) {
    this.process = startAs(
      undefined,
      `process.stdin.once('data', () => {
         try { quark.DataFolder.open(${JSON.stringify(folder)}); console.log('won') } catch { console.log('lost') }
       })
       console.log('ready')`,
    )
    this.process.stdout.on('data', (chunk: Buffer) => {
      this.said += chunk.toString()
    })
    onTestFinished(() => void this.process.stdin.end())
  }

  async says(words: string): Promise<string> {
    const said = () => new RegExp(words).exec(this.said)?.[0]
    while (said() === undefined) await once(this.process.stdout, 'data')
    return said() ?? ''
  }
}
