import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../root.js'
import { runChild } from './run-child.js'
import { NOTHING, type Tally } from './tally.js'

/** The projects of vitest.config.ts. Rings in one group run together, the groups one after the other. */
export const RING_GROUPS = [
  ['architecture', 'unit'],
  ['deploy'],
  ['integration'],
  ['e2e'],
  ['distributed'],
  ['containers'],
] as const

export const RINGS: readonly string[] = RING_GROUPS.flat()

/** Needs servers that take long to start. */
export const DISTRIBUTED = 'distributed'

/** Rings that run only when they are asked for. */
export const ON_DEMAND: readonly string[] = [DISTRIBUTED, 'containers']

// Of Vitest's JSON report, as far as it is read.
const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

/** Runs the tests of these rings whose path contains one of the filters (all of them when there is none). */
export async function runRings(rings: readonly string[], filters: string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'quark-report-'))
  const file = join(folder, 'report.json')
  try {
    const code = await runChild(process.execPath, [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      ...rings.flatMap((ring) => ['--project', ring]),
      ...filters,
    ])
    const tally = existsSync(file) ? read(file) : NOTHING
    // A run can fail as a whole, by an error outside of every test.
    return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function read(file: string): Tally {
  const report = Report.parse(JSON.parse(readFileSync(file, 'utf8')))
  // A file that cannot even be loaded has no tests that could fail.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
