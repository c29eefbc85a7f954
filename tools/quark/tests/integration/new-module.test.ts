import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { testPostgresUrl } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenImports } from '../../../../tests/architecture/cruise.js'
import { brokenFileRules, sourceFiles } from '../../../../tests/architecture/source-files.js'
import { type Outcome, RepositoryCopy } from './repository-copy.js'

const original = resolve(import.meta.dirname, '..', '..', '..', '..')
const CLI = 'tools/quark/dist/main.js'
const BIOME = 'node_modules/@biomejs/biome/bin/biome'
const TSC = 'node_modules/typescript/lib/tsc.js'
const VITEST = 'node_modules/vitest/vitest.mjs'

/** What a new module may change beside its own folder. */
const EXPECTED =
  /^(services\/poll-service\/|packages\/contracts\/src\/events\/poll\.ts$|docs\/|deploy\/|docker-compose\.dev\.yml$|package-lock\.json$)/

let copy: RepositoryCopy
let before: Map<string, string>
let made: Outcome

beforeAll(async () => {
  copy = await RepositoryCopy.of(original)
  copy.settings = { TEST_DATABASE_URL: testPostgresUrl() }
  // What is stale in the original already is not the new module's doing.
  await copy.node(CLI, 'gen')
  before = copy.fingerprints()
  made = await copy.node(CLI, 'new', 'poll-service')
}, 180_000)
afterAll(() => copy?.remove())

const fine = (outcome: Outcome): void => expect(outcome, outcome.output).toMatchObject({ code: 0 })

const changedSince = (old: Map<string, string>): string[] => {
  const now = copy.fingerprints()
  const paths = new Set([...old.keys(), ...now.keys()])
  return [...paths].filter((path) => old.get(path) !== now.get(path)).sort()
}

describe('quark new poll-service', { timeout: 180_000 }, () => {
  it('makes the module, and touches nothing that belongs to others', () => {
    fine(made)
    const changed = changedSince(before)
    expect(changed.filter((path) => !EXPECTED.test(path))).toEqual([])
    expect(changed).toEqual(
      expect.arrayContaining([
        'services/poll-service/module-manifest.yaml',
        'services/poll-service/openapi.yaml',
        'services/poll-service/Dockerfile',
        'docker-compose.dev.yml',
        'deploy/helm/quark/values.yaml',
        'packages/contracts/src/events/poll.ts',
        'package-lock.json',
        'docs/generated/routes.md',
      ]),
    )
  })

  it('passes lint', async () => {
    fine(await copy.node(BIOME, 'check', 'services/poll-service', 'packages/contracts/src/events/poll.ts'))
  })

  it('passes the compiler, its tests included', async () => {
    const config = join(copy.root, 'tests', 'poll.tsconfig.json')
    writeFileSync(config, JSON.stringify({ extends: './tsconfig.json', include: ['../services/poll-service/tests'] }))
    const outcome = await copy.node(TSC, '-p', config)
    rmSync(config)
    fine(outcome)
  })

  it('passes its own tests', async () => {
    const outcome = await copy.node(VITEST, 'run', 'services/poll-service')
    fine(outcome)
    expect(outcome.output).toContain('polls.test.ts')
    expect(outcome.output).toContain('polls.rules.test.ts')
  })

  it('keeps the rules of the house', async () => {
    const broken = [...(await brokenImports(copy.root)), ...sourceFiles(copy.root).flatMap(brokenFileRules)]
    expect(broken.filter((line) => line.includes('poll'))).toEqual([])
  })

  it('passes quark check, and generating again changes nothing', async () => {
    const settled = copy.fingerprints()
    fine(await copy.node(CLI, 'check'))
    fine(await copy.node(CLI, 'gen'))
    expect(changedSince(settled)).toEqual([])
  })

  it('leaves a lockfile that npm ci accepts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'quark-ci-'))
    const manifests = [...copy.fingerprints().keys()].filter((path) =>
      /^([^/]+\/[^/]+\/)?package(-lock)?\.json$/.test(path),
    )
    for (const path of manifests) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      cpSync(join(copy.root, path), join(folder, path))
    }
    const outcome = await copy.run(
      'npm',
      'ci',
      '--prefix',
      folder,
      '--dry-run',
      '--offline',
      '--ignore-scripts',
      '--no-audit',
    )
    rmSync(folder, { recursive: true })
    fine(outcome)
  })

  it.each([
    ['poll-service', 'services/poll-service is there already'],
    ['Poll', 'cannot be the name of a service'],
    ['../poll-service', 'cannot be the name of a service'],
    ['post-service', 'The path /api/v1/posts belongs to blog-service'],
    ['auth-service', 'services/auth-service is there already'],
    ['outbox-service', 'every module has one of its own'],
  ])('refuses %s in one line, and writes nothing', async (name, says) => {
    const settled = copy.fingerprints()

    const { code, output } = await copy.node(CLI, 'new', name)

    expect(code).toBe(1)
    expect(output).toContain(says)
    expect(output.trim().split('\n')).toHaveLength(1)
    expect(changedSince(settled)).toEqual([])
  })

  it.each([
    ['docs/generated/routes.md', '', 'docs/generated/routes.md: is not what its sources make today'],
    ['packages/contracts/src/gen/old_pb.ts', '', 'old_pb.ts: is in a folder of generated files, and nothing makes it'],
    ['docs/onboarding.md', '[lost](lost.md)', 'docs/onboarding.md: links to lost.md, which is not there'],
    ['services/poll-service/module-manifest.yaml', 'colour: red', 'unknown key "colour"'],
  ])('is told by quark check of a change in %s', async (path, content, says) => {
    const file = join(copy.root, path)
    const sound = existsSync(file) ? readFileSync(file, 'utf8') : undefined
    writeFileSync(file, `${sound ?? ''}${content}\n`)

    const { code, output } = await copy.node(CLI, 'check')

    if (sound === undefined) rmSync(file)
    else writeFileSync(file, sound)
    expect(code).toBe(1)
    expect(output).toContain(says)
  })

  it('leaves nothing behind when what it made cannot be built', async () => {
    const settled = copy.fingerprints()
    const template = join(copy.root, 'tools/quark/templates/service/src/__things__/__things__.rules.ts')
    const sound = readFileSync(template, 'utf8')
    writeFileSync(template, `${sound}\nexport const broken: number = 'text'\n`)

    const failed = await copy.node(CLI, 'new', 'quiz-service')

    writeFileSync(template, sound)
    expect(failed).toMatchObject({ code: 1, output: expect.stringContaining("Type 'string' is not assignable") })
    expect(changedSince(settled)).toEqual([])
  })
})
