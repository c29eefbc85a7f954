import { stringify } from 'yaml'
import type { GeneratedFile } from '../generated-file.js'
import type { Project } from '../project.js'

const NOTICE = '# Made by `quark gen` from the manifests, for docker-compose.dev.yml. Do not edit.\n'

/** deploy/prometheus/prometheus.yml: one job for each module, at the name that it has in compose. */
export const prometheusFile = ({ modules }: Project): GeneratedFile => ({
  path: 'deploy/prometheus/prometheus.yml',
  content:
    NOTICE +
    stringify({
      global: { scrape_interval: '15s', evaluation_interval: '15s' },
      scrape_configs: modules.map(({ manifest: { name, http } }) => ({
        job_name: name,
        metrics_path: '/metrics',
        static_configs: [{ targets: [`${name}:${http.port}`], labels: { module: name } }],
      })),
    }),
})
