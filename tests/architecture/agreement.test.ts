import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findings } from '../../tools/quark/src/check/checks.js'
import { describeFinding } from '../../tools/quark/src/check/finding.js'

const root = resolve(import.meta.dirname, '..', '..')

describe('manifests', () => {
  it('say what the code does: routes with who may call them, events, settings, calls', {
    timeout: 60_000,
  }, async () => {
    expect((await findings(root, ['manifests'])).map(describeFinding)).toEqual([])
  })
})
