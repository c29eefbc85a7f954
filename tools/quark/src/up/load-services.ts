import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Manifest } from '@quark/manifest'
import type { ServiceDefinition } from '@quark/service-kit'

/** The definitions that the modules' `dist/service.js` export. */
export function loadServices(modules: Manifest[]): Promise<ServiceDefinition[]> {
  return Promise.all(
    modules.map(async ({ name, folder }) => {
      const file = join(folder, 'dist', 'service.js')
      const { service } = (await import(pathToFileURL(file).href)) as { service?: ServiceDefinition }
      if (!service) throw new Error(`${name}: src/service.ts must export the definition as "service"`)
      return service
    }),
  )
}
