import type { ManifestProblem } from '../problem.js'
import type { Manifest } from '../schema/manifest.js'
import { clashes, party } from './owners.js'

/** The module that answers what nobody else does. */
const ROOT_OWNER = 'web'

/** A path has one owner, and only the web owns the root: it would swallow everybody's. */
export function checkPaths(manifests: readonly Manifest[]): ManifestProblem[] {
  const claims = manifests.flatMap((owner) => owner.exposes.routes.map(({ path }) => ({ thing: path, owner })))
  const taken = clashes(claims).map(({ thing, owner, first }) => ({
    file: owner.file,
    key: 'exposes',
    says: `the path ${thing} is already exposed by ${party(first, owner)}`,
    cure:
      owner === first ? 'Name it once' : 'Give one of the two another path, or a longer one: the longest prefix wins',
  }))
  const roots = claims
    .filter(({ thing, owner }) => thing === '/' && owner.name !== ROOT_OWNER)
    .map(({ owner }) => ({
      file: owner.file,
      key: 'exposes',
      says: `the path / belongs to ${ROOT_OWNER}, not to ${owner.name}`,
      cure: 'Expose a path of its own, like /api/v1/<plural noun>',
    }))
  return [...taken, ...roots]
}
