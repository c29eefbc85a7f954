import type { ManifestProblem } from '../problem.js'
import type { Manifest } from '../schema/manifest.js'
import { checkEvents } from './events.js'
import { checkGrpc } from './grpc.js'
import { checkModules } from './modules.js'
import { checkPaths } from './paths.js'
import { checkPorts } from './ports.js'

/**
 * What no manifest can show alone: whether the modules fit together. Each problem names both parties.
 * @param manifests all modules of the project
 */
export function crossCheck(manifests: readonly Manifest[]): ManifestProblem[] {
  return [checkPaths, checkPorts, checkModules, checkGrpc, checkEvents].flatMap((check) => check(manifests))
}
