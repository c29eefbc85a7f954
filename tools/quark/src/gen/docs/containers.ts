import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InfrastructureKind, Manifest } from '@quark/manifest'
import type { GeneratedFile } from '../generated-file.js'
import { fillBlock } from '../markdown.js'
import type { Project } from '../project.js'

const PATH = 'docs/architecture/c4-containers.md'

/** The container diagram (C4, level 2) inside docs/architecture/c4-containers.md. */
export function containersDiagram({ root, modules }: Project): GeneratedFile {
  const before = readFileSync(join(root, PATH), 'utf8')
  const diagram = mermaid(modules.map(({ manifest }) => manifest))
  return { path: PATH, content: fillBlock(before, 'containers', `\`\`\`mermaid\n${diagram}\n\`\`\``, PATH) }
}

/** What modules share, besides the PostgreSQL server in which each has a database of its own. */
const SHARED: Partial<Record<InfrastructureKind, string>> = {
  event_bus: 'Event bus',
  cache: 'Cache',
  object_store: 'Files',
  model: 'Text model',
}

/** The door: whatever has a route is reached through it. */
const GATEWAY = 'api-gateway'

function mermaid(manifests: readonly Manifest[]): string {
  const used = new Set(manifests.flatMap(({ requires }) => requires.infrastructure))
  const shared = Object.entries(SHARED).filter(([kind]) => used.has(kind as InfrastructureKind))
  return [
    'flowchart LR',
    '  person(["A person<br/>[browser or program]"])',
    ...manifests.map(({ name, description }) => `  ${id(name)}["<b>${name}</b><br/>${label(description)}"]`),
    ...manifests.filter(hasDatabase).map(({ name }) => `  ${id(name)}_db[("${name}<br/>[PostgreSQL]")]`),
    ...shared.map(([kind, text]) => `  ${kind}{{"${text}"}}`),
    `  person -->|HTTP| ${id(GATEWAY)}`,
    ...manifests.flatMap(links),
  ].join('\n')
}

function links(manifest: Manifest): string[] {
  const { name, exposes, consumes, requires } = manifest
  const paths = exposes.routes.map(({ path }) => path).join('<br/>')
  const shared = requires.infrastructure.filter((kind) => SHARED[kind] && kind !== 'event_bus')
  return [
    ...(paths && name !== GATEWAY ? [`  ${id(GATEWAY)} -->|"${paths}"| ${id(name)}`] : []),
    ...requires.modules.map(
      (module) => `  ${id(name)} -->|${module.grpc.length > 0 ? 'gRPC' : 'HTTP'}| ${id(module.name)}`,
    ),
    ...(hasDatabase(manifest) ? [`  ${id(name)} --- ${id(name)}_db`] : []),
    ...(exposes.events.length > 0 ? [`  ${id(name)} -.->|"${exposes.events.join('<br/>')}"| event_bus`] : []),
    ...(consumes.length > 0 ? [`  event_bus -.->|"${consumes.join('<br/>')}"| ${id(name)}`] : []),
    ...shared.map((kind) => `  ${id(name)} --- ${kind}`),
  ]
}

const hasDatabase = ({ requires }: Manifest): boolean => requires.infrastructure.includes('database')
const id = (name: string): string => name.replaceAll('-', '_')
const label = (text: string): string => text.replaceAll('"', '#quot;')
