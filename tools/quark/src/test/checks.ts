import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.js'
import { runChild } from './run-child.js'

/** A part of the run that passes or fails as a whole. */
export interface Check {
  name: string
  run(): Promise<number>
}

const node = (script: string, ...args: string[]) => runChild(process.execPath, [join(root, script), ...args])

/** Style and likely mistakes in everything that Biome reads. */
export const lint: Check = {
  name: 'lint',
  run: () =>
    node('node_modules/@biomejs/biome/bin/biome', 'ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`, '.'),
}

/** Manifests against each other, the code and everything generated from them. */
export const agreement: Check = {
  name: 'check',
  run: () => node('tools/quark/dist/main.js', 'check'),
}

/**
 * The types that the build does not see: those of the tests, and those of a workspace with a `check` script of its own
 * (the web's, whose pages TypeScript alone cannot read).
 */
export function typeChecks(): Check[] {
  const tests: Check = {
    name: 'types of the tests',
    run: () => node('node_modules/typescript/lib/tsc.js', '-p', 'tests'),
  }
  return [tests, ...typesScripts()]
}

function typesScripts(): Check[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>
  }
  const workspaces = Object.keys(lock.packages).filter((path) => path !== '' && !path.includes('node_modules/'))
  return workspaces.flatMap((path) => {
    const file = join(root, path, 'package.json')
    if (!existsSync(file)) return []
    const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { scripts?: { check?: string } }
    const script = scripts?.check
    return script ? [{ name: `types of ${path}`, run: () => runChild(script, [], join(root, path), true) }] : []
  })
}
