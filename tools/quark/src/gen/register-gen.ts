import { PlainError } from '@quark/service-kit/embedded'
import type { Command } from 'commander'
import { root } from '../root.js'
import { type Difference, write } from './compare.js'
import { projectDifferences, protobufDifferences } from './generated.js'
import { plainly } from './plainly.js'
import { readProject } from './read/project.js'

/** `quark gen`: writes every generated file anew. */
export function registerGen(program: Command): void {
  program
    .command('gen')
    .description('write every generated file anew: OpenAPI documents, docs, protobuf code')
    .action(() => gen(root))
}

/** Writes what is missing or stale, removes what nothing makes any more, and says so. */
export async function gen(projectRoot: string): Promise<void> {
  const protobuf = await protobufDifferences(projectRoot)
  write(projectRoot, protobuf)
  report(protobuf)
  if (protobuf.length > 0) {
    throw new PlainError(
      'The protobuf code has changed, and the rest is made from code that uses it. Run quark gen again.',
    )
  }
  const changes = projectDifferences(await plainly(() => readProject(projectRoot)))
  write(projectRoot, changes)
  report(changes)
  if (changes.length === 0) console.log('Everything generated is fresh.')
}

function report(changes: readonly Difference[]): void {
  for (const { path, how } of changes) console.log(`${how === 'orphaned' ? 'removed' : 'wrote'} ${path}`)
}
