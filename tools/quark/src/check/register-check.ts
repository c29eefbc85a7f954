import { Argument, type Command } from 'commander'
import { root } from '../root.js'
import { findings, PARTS, type Part } from './checks.js'
import { describeFinding } from './finding.js'

/** `quark check [parts]`: whether manifests, generated files and docs agree with the code; exit 1 when they do not. */
export function registerCheck(program: Command): void {
  const names = Object.keys(PARTS) as Part[]
  program
    .command('check')
    .addArgument(new Argument('[parts...]', 'what to check; everything when none is named').choices(names))
    .description(`check that ${Object.values(PARTS).join('; ')}`)
    .action((parts: Part[]) => check(root, parts.length > 0 ? parts : names))
}

/** Prints a line for each thing that is wrong and sets the exit code. */
async function check(projectRoot: string, parts: readonly Part[]): Promise<void> {
  const found = await findings(projectRoot, parts)
  for (const finding of found) console.error(describeFinding(finding))
  if (found.length > 0) process.exitCode = 1
  console.log(
    found.length > 0 ? `${found.length} to put right` : `Checked: ${parts.map((part) => PARTS[part]).join('; ')}.`,
  )
}
