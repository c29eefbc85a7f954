import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './lib/project.js'

const hasShellCheck = (): boolean => {
  try {
    execFileSync('shellcheck', ['--version'], { stdio: 'pipe' })
    return true
  } catch {
    process.stdout.write('Scripts are not read by ShellCheck: it is not installed.\n')
    return false
  }
}

const scripts = ['.ci/run', ...readdirSync(join(root, 'scripts')).map((name) => `scripts/${name}`)]

describe.skipIf(!hasShellCheck())('ShellCheck', () => {
  it.each(scripts)('has nothing against %s', (script) => {
    let said = ''
    try {
      execFileSync('shellcheck', [join(root, script)], { encoding: 'utf8', stdio: 'pipe' })
    } catch (error) {
      said = (error as { stdout: string }).stdout
    }
    expect(said).toBe('')
  })
})
