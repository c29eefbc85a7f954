import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModuleFacts, Project } from '../gen/project.js'
import { type Finding, inManifest } from './finding.js'
import { routeDisagreements } from './route-agreement.js'

/** Events of packages/contracts that no module emits: nobody can ever hear them. */
export function silentEvents({ events: contracts, modules: all }: Project): Finding[] {
  const exposed = new Set(all.flatMap(({ manifest }) => manifest.exposes.events))
  return contracts
    .filter(({ type }) => !exposed.has(type))
    .map(({ type, file }) => ({
      file,
      says: `no module exposes the event ${type}`,
      cure: 'Add it to exposes of the module that emits it, or take the contract out',
    }))
}

/** Where a module's code and its manifest say different things. */
export function disagreements(module: ModuleFacts): Finding[] {
  return [routeDisagreements, events, settings, grpc, modules, unclear, packageFile].flatMap((check) => check(module))
}

const events = ({ manifest, uses, handles }: ModuleFacts): Finding[] => [
  ...compare(manifest, manifest.exposes.events, uses.emits, {
    unused: (event) => [`it exposes the event ${event}, which the code gives to no outbox`, 'Take it out, or emit it'],
    unsaid: (event) => [`the code emits ${event}, which it does not expose`, 'Add it to exposes'],
  }),
  ...compare(manifest, manifest.consumes, handles, {
    unused: (event) => [`it consumes ${event}, for which the code has no @OnEvent`, 'Take it out, or handle it'],
    unsaid: (event) => [`the code handles ${event}, which it does not consume`, 'Add it to consumes'],
  }),
]

function settings({ manifest, settings: read }: ModuleFacts): Finding[] {
  const named = (required: boolean): string[] => read.filter((one) => one.required === required).map(({ name }) => name)
  return (['required', 'optional'] as const).flatMap((group) =>
    compare(manifest, manifest.env[group], named(group === 'required'), {
      unused: (name) => [
        `env.${group} names ${name}, which the code's config does not have as ${group}`,
        'Take it out',
      ],
      unsaid: (name) => [`the code reads ${name} (${group}), which env.${group} does not name`, 'Add it there'],
    }),
  )
}

const grpc = ({ manifest, uses }: ModuleFacts): Finding[] => [
  ...compare(manifest, manifest.exposes.grpc, uses.answers, {
    unused: (service) => [`it exposes grpc: ${service}, which the code does not answer`, 'Take it out, or answer it'],
    unsaid: (service) => [`the code answers ${service}, which it does not expose`, `Add - grpc: ${service} to exposes`],
  }),
  ...compare(
    manifest,
    manifest.requires.modules.flatMap((module) => module.grpc),
    uses.calls,
    {
      unused: (service) => [`it requires ${service}, which the code does not call`, 'Take it out'],
      unsaid: (service) => [
        `the code calls ${service}, which it does not require`,
        'Add it below its module in requires',
      ],
    },
  ),
]

function modules({ manifest, uses }: ModuleFacts): Finding[] {
  const required = manifest.requires.modules.map(({ name }) => name)
  return uses.fetches
    .filter((name) => !required.includes(name))
    .map((name) =>
      inManifest(manifest, `the code calls ${name}, which it does not require`, `Add - module: ${name} to requires`),
    )
}

const unclear = ({ uses }: ModuleFacts): Finding[] =>
  uses.unclear.map((file) => ({
    file,
    says: 'nobody can tell which contract this call is about',
    cure: 'Import the contract from @quark/contracts and give it by its name',
  }))

function packageFile({ manifest }: ModuleFacts): Finding[] {
  const { name, version } = JSON.parse(readFileSync(join(manifest.folder, 'package.json'), 'utf8'))
  const file = `services/${manifest.name}/package.json`
  const differ = (key: string, is: string, should: string): Finding[] =>
    is === should
      ? []
      : [{ file, says: `its ${key} is ${is}, and the manifest asks for ${should}`, cure: `Make it ${should}` }]
  return [...differ('name', name, `@quark/${manifest.name}`), ...differ('version', version, manifest.version)]
}

type Words = (name: string) => [says: string, cure: string]

function compare(
  manifest: ModuleFacts['manifest'],
  said: readonly string[],
  done: readonly string[],
  words: { unused: Words; unsaid: Words },
): Finding[] {
  return [
    ...said.filter((name) => !done.includes(name)).map((name) => inManifest(manifest, ...words.unused(name))),
    ...done.filter((name) => !said.includes(name)).map((name) => inManifest(manifest, ...words.unsaid(name))),
  ]
}
