import { defineConfig } from 'vitest/config'

// How tests see the code (tried with Nest constructor injection on vitest 5.1 / vite 8.3):
// - A test imports its own package from `src/`. Vite's transform (oxc) handles our decorators and emits the metadata
//   that Nest injects by, generic classes included, but only when told so here: by itself it follows a package's
//   tsconfig.json, which covers `src` and not `tests`, and then fails with "Decorators are not valid here".
// - Everything built (`dist`) is left to Node: other packages, and services that a test starts whole. So there is
//   exactly one copy of the kit in a worker, and no time goes into transforming what tsc already did.
export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    server: { deps: { external: [/\/dist\//] } },
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    projects: [
      ring('unit', ['{packages,services,tools}/*/tests/unit/**/*.test.ts']),
      ring('architecture', ['tests/architecture/**/*.test.ts']),
      ring(
        'integration',
        ['{packages,services,tools}/*/tests/{integration,embedded}/**/*.test.ts', 'tests/integration/**/*.test.ts'],
        ['tests/setup/postgres.ts', 'tests/setup/nats.ts', 'tests/setup/redis.ts'],
      ),
      // The drivers of a cluster, on the servers of one. A story over processes of their own belongs here too.
      ring(
        'distributed',
        [
          '{packages,services}/*/tests/distributed/**/*.test.ts',
          'packages/service-kit/tests/integration/events/{effects,jetstream,nats-*}.test.ts',
        ],
        ['tests/setup/postgres.ts', 'tests/setup/nats.ts', 'tests/setup/ceph.ts'],
      ),
      // What is shipped beside the code: the chart, the compose file, the workflows, the scripts.
      ring('deploy', ['tests/deploy/**/*.test.ts'], ['tests/setup/helm.ts', 'tests/setup/nats.ts']),
      // The images, built from their Dockerfiles and run on the servers of a cluster.
      ring(
        'containers',
        ['tests/containers/**/*.test.ts'],
        ['containers', 'postgres', 'nats', 'redis', 'ceph'].map((name) => `tests/setup/${name}.ts`),
      ),
      ring('e2e', ['tests/e2e/**/*.test.ts'], ['tests/setup/postgres.ts', 'tests/setup/browser.ts']),
    ],
  },
})

/** A ring is a kind of tests that `quark test NAME` runs by itself. */
function ring(name: string, include: string[], globalSetup: string[] = []) {
  return { extends: true as const, test: { name, include, globalSetup } }
}
