import { readManifests } from '@quark/manifest'
import { readProject } from '../gen/read/project.js'
import { disagreements, silentEvents } from './agreement.js'
import { undocumented } from './coverage.js'
import type { Finding } from './finding.js'
import { staleFiles, wrongProtobuf } from './freshness.js'
import { brokenLinks } from './links.js'

/** The parts of `quark check`, in the order of its help. */
export const PARTS = {
  manifests: 'manifests agree with each other and with the code',
  generated: 'everything generated is fresh',
  docs: 'every module, route, event, setting and metric is documented, and no link is broken',
} as const

export type Part = keyof typeof PARTS

/**
 * Runs the parts of the check. A wrong manifest ends it: nothing else can be told from it.
 * @param root the project's folder, built
 * @throws PlainError for what is not built
 */
export async function findings(root: string, parts: readonly Part[]): Promise<Finding[]> {
  const { problems } = readManifests(root)
  if (problems.length > 0) {
    return problems.map(({ file, line, key, says, cure }) => ({
      file: line === undefined ? file : `${file}:${line}`,
      says: key ? `${key}: ${says}` : says,
      cure,
    }))
  }
  const project = await readProject(root)
  const found: Finding[] = []
  if (parts.includes('manifests')) found.push(...project.modules.flatMap(disagreements), ...silentEvents(project))
  if (parts.includes('generated')) found.push(...(await wrongProtobuf(root)), ...(await staleFiles(project)))
  if (parts.includes('docs')) found.push(...undocumented(project), ...brokenLinks(root))
  return found
}
