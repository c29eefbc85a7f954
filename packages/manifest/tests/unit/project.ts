import { aFolder } from '@quark/testing'
import { stringify } from 'yaml'

/** A manifest that nothing is wrong with, changed as the test says; a key set to undefined is left out. */
export const manifestOf = (name: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  name,
  version: '1.0.0',
  type: 'docker',
  description: `What ${name} is for.`,
  requires: [{ database: 'postgres' }, { event_bus: 'nats' }],
  http: { port: 3000 + [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) },
  slo: { read_p95_ms: 500, write_p95_ms: 1500, error_rate: 0.001 },
  deploy: { replicas: { min: 1, max: 2 }, cpu: '250m', memory: '256Mi' },
  health_check: '/health',
  ...changes,
})

/**
 * A project folder that lives as long as the test.
 * @param files by module: the manifest as an object or as text
 */
export const aProject = (files: Record<string, Record<string, unknown> | string>): string =>
  aFolder(
    Object.fromEntries(
      Object.entries(files).map(([module, manifest]) => [
        `services/${module}/module-manifest.yaml`,
        typeof manifest === 'string' ? manifest : stringify(manifest),
      ]),
    ),
  )
