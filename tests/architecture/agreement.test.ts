import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findings } from '../../tools/quark/src/check/checks.js'
import { describeFinding } from '../../tools/quark/src/check/finding.js'

const root = resolve(import.meta.dirname, '..', '..')

describe('the project', () => {
  it.each(['manifests', 'generated', 'docs'] as const)(
    'has nothing to put right in its %s',
    { timeout: 120_000 },
    async (part) => {
      expect((await findings(root, [part])).map(describeFinding)).toEqual([])
    },
  )
})
