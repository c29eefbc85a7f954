import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { root } from './lib/project.js'
import { type TypedLiteral, typeErrors } from './lib/type-check.js'

interface Workflow {
  on: Record<string, unknown>
  permissions: Record<string, string>
  jobs: Record<string, { 'timeout-minutes'?: number; needs?: string[]; steps: { uses?: string; run?: string }[] }>
}

const FOLDER = join(root, '.github', 'workflows')
const workflows = readdirSync(FOLDER).map((file) => ({
  file,
  text: readFileSync(join(FOLDER, file), 'utf8'),
  workflow: parse(readFileSync(join(FOLDER, file), 'utf8')) as Workflow,
}))

const typed = (about: string, value: unknown): TypedLiteral => ({
  about,
  type: 'GeneratedWorkflowTypes.Workflow',
  from: '@github-actions-workflow-ts/lib',
  value,
})

describe('the workflows', { timeout: 120_000 }, () => {
  it('are what GitHub Actions knows, key by key', async () => {
    const wrong = structuredClone(workflows[0]?.workflow) as unknown as { jobs: Record<string, object> }
    wrong.jobs.another = { 'runs-on': 'ubuntu-latest', timeoutMinutes: 3, steps: [{ run: 'true' }] }
    const literals = workflows.map(({ file, workflow }) => typed(file, workflow))
    expect(await typeErrors([...literals, typed('a wrong one', wrong)])).toEqual([
      expect.stringMatching(/^a wrong one: .*timeoutMinutes/),
    ])
  })

  it('may do no more than they need, and end', () => {
    for (const { file, workflow } of workflows) {
      expect(workflow.permissions, file).toEqual({ contents: 'read' })
      for (const [job, { 'timeout-minutes': minutes }] of Object.entries(workflow.jobs)) {
        expect(minutes, `${file}: ${job}`).toBeGreaterThan(0)
      }
    }
  })

  it('take nothing that others write into a script', () => {
    for (const { file, workflow } of workflows) {
      for (const { steps } of Object.values(workflow.jobs)) {
        for (const { run = '' } of steps) expect(run, file).not.toMatch(/\$\{\{/)
      }
    }
  })

  it('run scripts and parts of the tests that there are', () => {
    const commands = workflows.flatMap(({ workflow }) =>
      Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run = '' }) => run.split('\n'))),
    )
    const scripts = new Set(commands.flatMap((command) => /(?:^|\s)(scripts\/[\w.-]+)/.exec(command)?.[1] ?? []))
    expect([...scripts].sort()).toEqual(['scripts/check-docs-coverage.sh', 'scripts/onboarding.sh'])
    for (const script of scripts) expect(existsSync(join(root, script)), script).toBe(true)
    const { scripts: known } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    for (const [, script = ''] of commands.join('\n').matchAll(/npm run ([\w:]+)/g))
      expect(known).toHaveProperty([script])
  })
})
