import { loadManifests, type Manifest } from '@quark/manifest'
import { createLogger, startPlatform } from '@quark/service-kit'
import { root } from '../root.js'
import { loadServices } from './load-services.js'
import type { Launch, RunningModules } from './running-modules.js'

/** Runs the modules in this process, as parts of one platform. */
export async function startInProcess(modules: Manifest[], launch: Launch): Promise<RunningModules> {
  const { steps, secrets, databaseUrl, objectsFolder, port, host } = launch
  const platform = await startPlatform({
    services: await loadServices(modules),
    manifests: loadManifests(root),
    databaseUrl,
    internalKey: secrets.internalKey,
    host,
    gatewayPort: port,
    ownPorts: true,
    env: {
      ...process.env,
      OBJECTS_DIR: process.env.OBJECTS_DIR || objectsFolder,
      SECRET_KEY: secrets.secretKey,
      SESSION_SECRET: secrets.sessionSecret,
    },
    log: createLogger({ level: process.env.LOG_LEVEL || 'warn', pretty: process.stdout.isTTY }),
    onStep: (step) => steps.begin(step),
  })
  return { url: platform.url, stop: () => platform.stop(), kill: () => {} }
}
