import type { GeneratedFile } from '../generated-file.js'
import { code, page, table } from '../markdown.js'
import type { Project } from '../project.js'

/** docs/generated/metrics.md: every metric that the code declares. */
export function metricsPage({ metrics }: Project): GeneratedFile {
  return {
    path: 'docs/generated/metrics.md',
    content: page(
      'Metrics',
      'What `/metrics` of a module answers, in the text format of Prometheus.',
      table(
        ['Metric', 'What it counts', 'Declared in'],
        metrics.map(({ name, help, file }) => [code(name), help, code(file)]),
      ),
    ),
  }
}
