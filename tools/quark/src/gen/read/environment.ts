import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VariableFact } from '../project.js'
import { sourceFiles } from './source-files.js'

/** What the system, Node or npm set, and Quark only passes on or obeys. */
const NOT_OURS = new Set(['CI', 'HOME', 'NO_COLOR', 'NODE_ENV', 'NODE_OPTIONS', 'PATH', 'TERM', 'UV_THREADPOOL_SIZE'])

/** Variables that sources read from `process.env` by themselves, each once, sorted by name. */
export function readEnvironment(root: string): VariableFact[] {
  const facts = new Map<string, VariableFact>()
  for (const file of sourceFiles(root)) {
    for (const name of variablesIn(readFileSync(join(root, file), 'utf8'))) {
      if (!facts.has(name)) facts.set(name, { name, file })
    }
  }
  return [...facts.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The variables that a source names. */
export const variablesIn = (source: string): string[] =>
  [...source.matchAll(/\bprocess\.env(?:\.|\[')([A-Z][A-Z0-9_]*)\b/g)]
    .map(([, name = '']) => name)
    .filter((name) => !NOT_OURS.has(name))
