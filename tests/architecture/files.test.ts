import { resolve } from 'node:path'
import { aFolder } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import { brokenFileRules, sourceFiles } from './source-files.js'

const root = resolve(import.meta.dirname, '..', '..')

describe('every source file', () => {
  it('is short, has one class, a kebab-case name and nothing to hide', () => {
    expect(sourceFiles(root).flatMap(brokenFileRules)).toEqual([])
  })

  it('is looked at, generated and built ones aside', () => {
    const folder = aFolder({
      'packages/contracts/src/gen/a.ts': '',
      'services/web/build/a.mjs': '',
      'services/web/app/Page.svelte': '',
      'tools/quark/src/gen/a.ts': '',
      'tests/e2e/a.test.ts': '',
      'packages/manifest/src/a.d.ts': '',
    })
    const found = sourceFiles(folder).map(({ path }) => path)
    expect(found).toEqual(['services/web/app/Page.svelte', 'tools/quark/src/gen/a.ts', 'tests/e2e/a.test.ts'])
  })
})

describe('the rules about files', () => {
  const POLLS = 'services/poll-service/src/polls'

  it.each([
    ['250 lines', `${POLLS}/polls.rules.ts`, 'const a = 1\n'.repeat(250)],
    ['one class', `${POLLS}/polls.service.ts`, 'export class PollsService {}\n'],
    ['names of SvelteKit', 'services/web/app/routes/@[username]/+page.server.ts', ''],
    ['several dots', 'services/poll-service/tests/unit/polls.rules.test.ts', 'class A {}\nclass B {}\n'],
    ['an index of a package', 'packages/manifest/src/index.ts', ''],
  ])('allow %s', (_, path, text) => expect(brokenFileRules({ path, text })).toEqual([]))

  it.each([
    ['251 lines', `${POLLS}/polls.rules.ts`, 'const a = 1\n'.repeat(251), 'has 251 lines'],
    ['two classes', `${POLLS}/polls.service.ts`, 'class A {}\nexport class B {}\n', 'has several classes'],
    ['an index in a service', `${POLLS}/index.ts`, '', 'is an index.ts'],
    ['another case', `${POLLS}/pollsRules.ts`, '', 'is not named in kebab-case'],
    ['a default export', `${POLLS}/polls.rules.ts`, 'export default class {}\n', 'has a default export'],
    ['a default value', `${POLLS}/polls.rules.ts`, 'const a = 1\nexport default a\n', 'has a default export'],
    ['a silenced compiler', `${POLLS}/polls.rules.ts`, '// @ts-expect-error\n', 'silences the compiler'],
    ['forwardRef', `${POLLS}/polls.module.ts`, 'forwardRef(() => A)\n', 'silences the compiler or uses forwardRef'],
  ])('catch %s', (_, path, text, says) => {
    expect(brokenFileRules({ path, text })).toEqual([expect.stringContaining(`${path} ${says}`)])
  })
})
