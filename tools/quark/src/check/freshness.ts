import type { Difference } from '../gen/compare.js'
import { projectDifferences, protobufDifferences } from '../gen/generated.js'
import type { Project } from '../gen/project.js'
import { lintProtobuf } from '../gen/protobuf.js'
import type { Finding } from './finding.js'

const SAYS: Record<Difference['how'], string> = {
  missing: 'is generated, and not there',
  stale: 'is not what its sources make today',
  orphaned: 'is in a folder of generated files, and nothing makes it',
}

/** Generated files that are not as they should be. */
export async function staleFiles(project: Project): Promise<Finding[]> {
  const all = [...(await protobufDifferences(project.root)), ...projectDifferences(project)]
  return all.map(({ path, how }) => ({ file: path, says: SAYS[how], cure: 'Run npm run quark gen and commit it' }))
}

/** What buf has against the .proto files. */
export async function wrongProtobuf(root: string): Promise<Finding[]> {
  const lines = await lintProtobuf(root)
  return lines.map((line) => {
    const [path = '', ...rest] = line.split(':')
    return {
      file: `packages/contracts/${path}:${rest[0]}`,
      says: rest.slice(2).join(':'),
      cure: 'See buf.build/docs/lint/rules',
    }
  })
}
