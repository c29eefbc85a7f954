import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Manifest } from '@quark/manifest'
import { bindingsOf, describeApi, type ServiceDefinition, settingsOf } from '@quark/service-kit'
import { PlainError } from '@quark/service-kit/embedded'
import type { ModuleFacts, OpenApiDocument } from '../project.js'
import { readCodeUses } from './code-uses.js'
import { providersOf } from './nest-modules.js'
import { openHandlers } from './open-handlers.js'

/**
 * What the built code of a module says of itself. Needs no database.
 * @throws PlainError when the module is not built, or its service.js exports no service
 */
export async function readModule(root: string, manifest: Manifest): Promise<ModuleFacts> {
  const service = await importService(manifest)
  const handled = service.module ? providersOf(service.module).flatMap(bindingsOf) : []
  return {
    manifest,
    settings: settingsOf(service),
    handles: [...new Set(handled.map(({ event }) => event.type))],
    openHandlers: service.module ? openHandlers(service.module) : [],
    uses: await readCodeUses(root, manifest.name),
    openApi: plain(await describeApi(service)),
  }
}

/** The definition that `services/<name>/src/service.ts` exports, from its built file. */
export async function importService({ name, folder }: Manifest): Promise<ServiceDefinition> {
  const built = join(folder, 'dist', 'service.js')
  if (!existsSync(built)) throw new PlainError(`${name} is not built: there is no ${built}. Run npm run build.`)
  const exported: { service?: ServiceDefinition } = await import(pathToFileURL(built).href)
  if (exported.service) return exported.service
  throw new PlainError(`services/${name}/src/service.ts exports no "service". Export what defineService returns.`)
}

/** Without class instances and undefined, which YAML has no words for. */
const plain = (document: unknown): OpenApiDocument | undefined =>
  document === undefined ? undefined : JSON.parse(JSON.stringify(document))
