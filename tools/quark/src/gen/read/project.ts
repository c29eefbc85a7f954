import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadManifests } from '@quark/manifest'
import { KitSettings, NatsSettings, RedisSettings, S3Settings } from '@quark/service-kit'
import type { Project } from '../project.js'
import { readEnvironment } from './environment.js'
import { readEvents } from './events.js'
import { readMetrics } from './metrics.js'
import { readModule } from './modules.js'

/**
 * Reads all that the generators and the checks know: manifests, built modules, contracts, metrics.
 * @param root the project's folder, built
 * @throws ManifestError for a wrong manifest; PlainError for what is not built
 */
export async function readProject(root: string): Promise<Project> {
  const manifests = loadManifests(root)
  return {
    root,
    version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
    modules: await Promise.all(manifests.map((manifest) => readModule(root, manifest))),
    events: await readEvents(root),
    metrics: readMetrics(root),
    environment: readEnvironment(root),
    kitSettings: [...KitSettings.docs, ...NatsSettings.docs, ...RedisSettings.docs, ...S3Settings.docs],
  }
}
