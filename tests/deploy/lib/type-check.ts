import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './project.js'

const run = promisify(execFile)

/** A value, and the type that it must have: `Deployment` of `kubernetes-types/apps/v1`. */
export interface TypedLiteral {
  /** For messages. */
  about: string
  type: string
  from: string
  value: unknown
}

/**
 * Writes the values as literals of TypeScript and lets its compiler check them: a literal with a key that its type does
 * not know is an error, at any depth.
 * @returns what the compiler says, a line each; nothing when all is well
 */
export async function typeErrors(literals: readonly TypedLiteral[]): Promise<string[]> {
  const parent = join(root, 'node_modules', '.cache', 'quark')
  mkdirSync(parent, { recursive: true })
  // Inside the project: the types are found from here.
  const folder = mkdtempSync(join(parent, 'types-'))
  try {
    writeFileSync(join(folder, 'literals.ts'), sourceOf(literals))
    const flags = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
      '--ignoreConfig',
    ]
    const tsc = join(root, 'node_modules', 'typescript', 'lib', 'tsc.js')
    await run(process.execPath, [tsc, ...flags, '--pretty', 'false', 'literals.ts'], { cwd: folder })
    return []
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string }
    const lines = stdout.split('\n').filter((line) => line.includes('error TS'))
    if (lines.length === 0) throw error
    return lines.map((line) => explain(line, literals))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One line for each literal, so that a line number says which one it is. */
const sourceOf = (literals: readonly TypedLiteral[]): string =>
  literals
    .map(
      ({ type, from, value }, index) =>
        `export const literal${index}: import(${JSON.stringify(from)}).${type} = ${JSON.stringify(value)}`,
    )
    .join('\n')

function explain(line: string, literals: readonly TypedLiteral[]): string {
  const [, at, message] = /\((\d+),\d+\): (.*)/.exec(line) ?? []
  return at ? `${literals[Number(at) - 1]?.about}: ${message}` : line
}
