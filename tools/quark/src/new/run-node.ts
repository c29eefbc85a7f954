import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PlainError } from '@quark/service-kit/embedded'

const run = promisify(execFile)

/**
 * Runs a script of an installed package by the Node that runs this, in the project's folder.
 * @param script path of the script below node_modules
 * @throws PlainError with all that it said
 */
export async function runNode(root: string, script: string, args: readonly string[]): Promise<void> {
  try {
    await run(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new PlainError(`${stdout}${stderr}`.trim() || String(error))
  }
}
