import { posix } from 'node:path'
import { type Difference, differences } from './compare.js'
import { generate } from './generate.js'
import type { Project } from './project.js'
import { protobufFiles } from './protobuf.js'

const PROTOBUF = 'packages/contracts/src/gen'
const PAGES = 'docs/generated'

/** How the protobuf code on disk differs from what the .proto files make. */
export const protobufDifferences = async (root: string): Promise<Difference[]> =>
  differences(root, await protobufFiles(root), [PROTOBUF])

/** How everything else that is generated differs from what manifests and code make. */
export function projectDifferences(project: Project): Difference[] {
  const files = generate(project)
  const made = new Set(files.map(({ path }) => path))
  const documents = project.modules
    .map(({ manifest }) => posix.join('services', manifest.name, 'openapi.yaml'))
    .filter((path) => !made.has(path))
  return differences(project.root, files, [PAGES, ...documents])
}
