import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadManifests } from '@quark/manifest'
import type { ServiceDefinition } from '@quark/service-kit'
import { projectRoot } from './project-root.js'

/** All modules that there are, as they were built. */
export function everyService(): Promise<ServiceDefinition[]> {
  return Promise.all(
    loadManifests(projectRoot()).map(async ({ folder }) => {
      const file = pathToFileURL(join(folder, 'dist', 'service.js')).href
      return ((await import(file)) as { service: ServiceDefinition }).service
    }),
  )
}
