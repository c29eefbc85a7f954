import type { Manifest } from '@quark/manifest'
import type { SettingDoc } from '@quark/service-kit'

/** One field of an event's data. */
export interface EventField {
  name: string
  /** As a reader of TypeScript would write it: `'en' | 'ru'`. */
  type: string
  description: string
}

/** An event as packages/contracts has it. */
export interface EventFact {
  type: string
  version: number
  stream: string
  description: string
  fields: EventField[]
  /** JSON Schema of its data. */
  schema: object
  /** Where it is declared, from the root of the project. */
  file: string
}

/** What an HTTP operation says of itself in OpenAPI, as far as the docs need it. */
export interface Operation {
  operationId?: string
  summary?: string
  'x-access'?: string
}

/** An OpenAPI document; the parts that only its readers know stay unknown. */
export interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>
  [part: string]: unknown
}

/** A metric that the code declares. */
export interface MetricFact {
  name: string
  help: string
  file: string
}

/** A variable that a source reads from the environment. */
export interface VariableFact {
  name: string
  file: string
}

/** What the sources of a module use of the contracts and of other modules. */
export interface CodeUses {
  /** Events given to `Outbox.add`. */
  emits: readonly string[]
  /** gRPC services given to `rpcService`. */
  answers: readonly string[]
  /** gRPC services given to `Peers.rpc`. */
  calls: readonly string[]
  /** Modules given to `Peers.http`. */
  fetches: readonly string[]
  /** Calls whose argument is not a contract by its name, so that nobody can tell what they use: `file:line`. */
  unclear: readonly string[]
}

/** A module: what its manifest says, and what its code says. */
export interface ModuleFacts {
  manifest: Manifest
  settings: readonly SettingDoc[]
  /** Events that its consumers handle. */
  handles: readonly string[]
  /** Methods of controllers that answer a route and do not say who may call it, as `PostsController.publish`. */
  openHandlers: readonly string[]
  /** What its sources send and call. */
  uses: CodeUses
  /** Absent for a module that has no API of its own. */
  openApi?: OpenApiDocument
}

/** Everything the generators know. */
export interface Project {
  /** The project's folder, absolute. */
  root: string
  /** Of Quark as a whole: package.json has it. */
  version: string
  modules: readonly ModuleFacts[]
  events: readonly EventFact[]
  metrics: readonly MetricFact[]
  /** Variables read beside the settings of modules: by the command line, by the web's own code. */
  environment: readonly VariableFact[]
  /** The kit's own settings, which every module has. */
  kitSettings: readonly SettingDoc[]
}
