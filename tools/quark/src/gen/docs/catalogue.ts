import type { Manifest } from '@quark/manifest'
import type { GeneratedFile } from '../generated-file.js'
import { anchor, code, codes, page, table } from '../markdown.js'
import type { Project } from '../project.js'

/** docs/generated/catalogue.md: every module and what its manifest says. */
export function cataloguePage({ modules }: Project): GeneratedFile {
  const manifests = modules.map(({ manifest }) => manifest)
  const overview = table(
    ['Module', 'What it is for', 'HTTP', 'gRPC'],
    manifests.map(({ name, description, http, grpc }) => [
      `[${name}](#${anchor(name)})`,
      description,
      String(http.port),
      String(grpc?.port ?? ''),
    ]),
  )
  return {
    path: 'docs/generated/catalogue.md',
    content: page(
      'Modules',
      'What each `services/*/module-manifest.yaml` says. The keys are explained in [manifest.md](manifest.md).',
      overview,
      ...manifests.map((manifest) => section(manifest, manifests)),
    ),
  }
}

function section(manifest: Manifest, all: readonly Manifest[]): string {
  const { name, version, type, description, requires, exposes, consumes, slo, deploy, health_check } = manifest
  const callers = all.filter((other) => other.requires.modules.some((required) => required.name === name))
  const rows = [
    ['Version', `${version}, shipped as ${type}`],
    ['Needs', codes(requires.infrastructure)],
    [
      'Calls',
      requires.modules.map((module) => [code(module.name), ...module.grpc.map(code)].join(' by ')).join(', ') || '-',
    ],
    ['Called by', codes(callers.map((caller) => caller.name))],
    ['Answers', codes(exposes.routes.map(({ path }) => path))],
    ['gRPC', codes(exposes.grpc)],
    ['Emits', codes(exposes.events)],
    ['Listens to', codes(consumes)],
    ['Settings of its own', codes([...manifest.env.required, ...manifest.env.optional])],
    ['Promises', promises(slo)],
    ['Runs as', `${deploy.replicas.min} to ${deploy.replicas.max} replicas of ${deploy.cpu} cores, ${deploy.memory}`],
    ['Alive when', `${code(health_check)} answers`],
  ]
  return [`## ${name}`, description, table(['', ''], rows)].join('\n\n')
}

const promises = ({ read_p95_ms, write_p95_ms, error_rate }: Manifest['slo']): string =>
  `p95 of reads ${read_p95_ms} ms, of writes ${write_p95_ms} ms; at most ${Number((error_rate * 100).toFixed(4))} % errors`
