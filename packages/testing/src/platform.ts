import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadManifests } from '@quark/manifest'
import { createLogger, type Platform, type ServiceDefinition, startPlatform } from '@quark/service-kit'
import { TestClient } from './client.js'
import { createTestDatabases, testPostgresUrl } from './databases.js'
import { projectRoot } from './project-root.js'
import { TEST_ENV, TEST_INTERNAL_KEY } from './test-env.js'

/** Real services together in one process behind the real gateway, with fresh databases. */
export interface TestPlatform extends TestClient {
  readonly platform: Platform
  stop(): Promise<void>
}

/** Boots services as `quark up` does. Limits are out of the way unless `env` sets them. */
export async function startTestPlatform(
  services: readonly ServiceDefinition[],
  env: Record<string, string> = {},
): Promise<TestPlatform> {
  const databases = await createTestDatabases([])
  const objects = mkdtempSync(join(tmpdir(), 'quark-objects-'))
  const platform = await startPlatform({
    services,
    manifests: loadManifests(projectRoot()),
    databaseUrl: testPostgresUrl(),
    nameDatabase: databases.nameOf,
    internalKey: TEST_INTERNAL_KEY,
    host: '127.0.0.1',
    gatewayPort: 0,
    ownPorts: false,
    env: { ...TEST_ENV, OBJECTS_DIR: objects, ...NO_LIMITS, ...env },
    log: createLogger({ level: env.LOG_LEVEL ?? 'silent' }),
  })
  if (!platform.url) throw new Error('startTestPlatform needs api-gateway among its services')
  return Object.assign(new TestClient(platform.url), {
    platform,
    stop: async () => {
      await platform.stop()
      await databases.drop()
      rmSync(objects, { recursive: true, force: true })
    },
  })
}

/** Suites ask more of one address in a minute than a person does in an hour. */
const NO_LIMITS = { RATE_LIMIT_PER_HOUR: '1000000', ROUTE_LIMIT_FACTOR: '1000' }
