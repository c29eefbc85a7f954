import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InfrastructureKind, Manifest } from '@quark/manifest'
import { stringify } from 'yaml'
import type { GeneratedFile } from '../generated-file.js'
import { fillBlock } from '../markdown.js'
import type { Project } from '../project.js'
import { kindsOf } from './compose.js'
import { IMAGES } from './images.js'
import { alivePath, GATEWAY } from './probes.js'

const PATH = 'deploy/helm/quark/values.yaml'
/** Where everybody gets the keys that tokens are checked with. */
const KEYS = 'auth-service'

/** What the chart knows of a module: templates loop over these. */
export interface HelmModule {
  port: number
  grpcPort?: number
  /** Path of the liveness probe. */
  alive: string
  infrastructure: InfrastructureKind[]
  /** Modules that it calls, and that call it: the network policies. */
  calls: string[]
  calledBy: string[]
  /** Required settings, which come from the secret. */
  secrets: string[]
  /** Optional settings that it reads. */
  settings: string[]
  replicas: { min: number; max: number }
  resources: { requests: { cpu: string; memory: string }; limits: { memory: string } }
  /** Settings for this module alone. */
  env: Record<string, string>
}

/** The blocks of deploy/helm/quark/values.yaml that manifests say: modules, and images of others. */
export function helmValues({ root, modules }: Project): GeneratedFile {
  const manifests = modules.map(({ manifest }) => manifest)
  const { postgres, nats, valkey, seaweedfs } = IMAGES
  const images = block({ images: { postgres, nats, valkey, seaweedfs } })
  const known = block({
    modules: Object.fromEntries(manifests.map((manifest) => [manifest.name, helmModule(manifest, manifests)])),
  })
  const before = readFileSync(join(root, PATH), 'utf8')
  const withImages = fillBlock(before, 'images', images, PATH, 'yaml')
  return { path: PATH, content: fillBlock(withImages, 'modules', known, PATH, 'yaml') }
}

function helmModule(manifest: Manifest, all: readonly Manifest[]): HelmModule {
  const { name, http, grpc, env, deploy } = manifest
  return {
    port: http.port,
    ...(grpc ? { grpcPort: grpc.port } : {}),
    alive: alivePath(manifest),
    infrastructure: kindsOf(manifest),
    calls: callsOf(manifest, all),
    calledBy: all.filter((other) => callsOf(other, all).includes(name)).map((other) => other.name),
    secrets: [...env.required],
    settings: [...env.optional],
    replicas: deploy.replicas,
    // Memory is kept to what was asked for; the processor is not, so that a start is quick.
    resources: { requests: { cpu: deploy.cpu, memory: deploy.memory }, limits: { memory: deploy.memory } },
    env: {},
  }
}

/** The gateway hands requests to all, and asks all how they are. */
function callsOf({ name, requires }: Manifest, all: readonly Manifest[]): string[] {
  const required = name === GATEWAY ? all.map((other) => other.name) : requires.modules.map((module) => module.name)
  return [...new Set([...required, KEYS])].filter((other) => other !== name).sort()
}

const block = (content: object): string => stringify(content, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd()
