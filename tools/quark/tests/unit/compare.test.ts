import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { aFolder } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import { differences, write } from '../../src/gen/compare.js'

describe('generated files against the disk', () => {
  const files = [
    { path: 'docs/generated/new.md', content: 'new' },
    { path: 'docs/generated/changed.md', content: 'after' },
    { path: 'docs/generated/same.md', content: 'same\n' },
  ]
  const disk = {
    'docs/generated/changed.md': 'before',
    'docs/generated/same.md': 'same\r\n',
    'docs/generated/deep/old.md': 'old',
    'docs/by-hand.md': 'mine',
  }

  it('are missing, stale or orphaned', () => {
    const found = differences(aFolder(disk), files, ['docs/generated', 'docs/none'])
    expect(found.map(({ path, how }) => [path, how])).toEqual([
      ['docs/generated/new.md', 'missing'],
      ['docs/generated/changed.md', 'stale'],
      ['docs/generated/deep/old.md', 'orphaned'],
    ])
  })

  it('are as they should be once written, and hand-written ones are left alone', () => {
    const root = aFolder(disk)
    write(root, differences(root, files, ['docs/generated']))
    expect(differences(root, files, ['docs/generated'])).toEqual([])
    expect(readFileSync(join(root, 'docs/by-hand.md'), 'utf8')).toBe('mine')
    expect(existsSync(join(root, 'docs/generated/deep/old.md'))).toBe(false)
  })

  it('are orphaned as single files too, when a module no longer has what one was made from', () => {
    const root = aFolder({ 'services/poll-service/openapi.yaml': 'old' })
    const found = differences(root, [], ['services/poll-service/openapi.yaml', 'services/quiz-service/openapi.yaml'])
    expect(found).toEqual([{ path: 'services/poll-service/openapi.yaml', how: 'orphaned' }])
    write(root, found)
    expect(existsSync(join(root, 'services/poll-service/openapi.yaml'))).toBe(false)
  })
})
