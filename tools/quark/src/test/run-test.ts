import { PlainError } from '@quark/service-kit/embedded'
import pc from 'picocolors'
import { agreement, type Check, lint, typeChecks } from './checks.js'
import { DISTRIBUTED, ON_DEMAND, RING_GROUPS, RINGS, runRings } from './rings.js'
import { Interrupted } from './run-child.js'
import { closingLine, exitCodeOf, sum, type Tally } from './tally.js'

const CHECKS: Record<string, () => Check[]> = { lint: () => [lint], types: typeChecks, check: () => [agreement] }

interface Part {
  name: string
  run(): Promise<Tally>
}

interface Outcome {
  name: string
  tally: Tally
  seconds: number
}

/**
 * Runs the parts that `wanted` names, all of them when it names none. Names are checks (`lint`, `types`, `check`), rings
 * (`unit`, `integration`...) and paths (`services/blog-service`); a path alone means all rings of it. The distributed ring
 * runs when it is named, or by `withDistributed`; that of the containers when it is named. Ends with the closing line on stdout; answers the exit code.
 */
export async function runTest(wanted: string[], withDistributed = false): Promise<number> {
  const outcomes: Outcome[] = []
  try {
    for (const part of partsOf(wanted, withDistributed)) {
      console.log(`\n${pc.bold(pc.cyan(`== ${part.name}`))}`)
      const since = performance.now()
      const tally = await part.run()
      outcomes.push({ name: part.name, tally, seconds: (performance.now() - since) / 1000 })
    }
  } catch (error) {
    if (error instanceof Interrupted) return error.exitCode
    throw error
  }
  console.log(`\n${outcomes.map(describe).join('\n')}\n`)
  const total = sum(outcomes.map(({ tally }) => tally))
  console.log(closingLine(total))
  return exitCodeOf(total)
}

function partsOf(wanted: string[], withDistributed: boolean): Part[] {
  const paths = wanted.filter((word) => /[/.]/.test(word))
  const names = wanted.filter((word) => !paths.includes(word))
  const unknown = names.find((name) => !(name in CHECKS) && !RINGS.includes(name))
  if (unknown) {
    const known = [...Object.keys(CHECKS), ...RINGS].join(', ')
    throw new PlainError(`There is no part of the tests called "${unknown}". The parts are: ${known}; or give a path.`)
  }
  const checks = wanted.length === 0 ? Object.keys(CHECKS) : names
  const usual = names.length === 0 ? RINGS.filter((ring) => !ON_DEMAND.includes(ring)) : names
  const rings = withDistributed ? [...usual, DISTRIBUTED] : usual
  return [
    ...checks.flatMap((name) => CHECKS[name]?.() ?? []).map(checkPart),
    ...RING_GROUPS.map((group) => group.filter((ring) => rings.includes(ring)))
      .filter((group) => group.length > 0)
      .map((group) => ({ name: group.join(' and '), run: () => runRings(group, paths) })),
  ]
}

/** A check counts as one. */
function checkPart({ name, run }: Check): Part {
  return {
    name,
    run: async () =>
      (await run()) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 },
  }
}

function describe({ name, tally, seconds }: Outcome): string {
  const mark = tally.failed > 0 ? pc.red('failed') : pc.green('ok    ')
  return `  ${mark} ${seconds.toFixed(1).padStart(6)} s  ${name}${tally.failed > 0 ? `: ${closingLine(tally)}` : ''}`
}
