import type { IFlattenedRuleSet } from 'dependency-cruiser'

type Rule = NonNullable<IFlattenedRuleSet['forbidden']>[number]

/** The kinds of files in a feature, and which others of its module each may import. Files without a kind are free. */
const MAY_IMPORT: Record<string, string[]> = {
  controller: ['service', 'schema'],
  consumer: ['service', 'schema'],
  rpc: ['service', 'schema'],
  service: ['service', 'repository', 'client', 'rules', 'schema'],
  repository: ['rules', 'db'],
  client: ['client', 'schema', 'rules'],
  rules: ['rules'],
  schema: ['schema', 'rules'],
}

/** Of which it may import types as well: they tie files together, but run nothing. */
const MAY_KNOW: Record<string, string[]> = {
  controller: ['rules'],
  // A consumer is handed a Tx<Database>, and a service hands it on.
  consumer: ['rules', 'db'],
  rpc: ['rules'],
  service: ['db'],
  // One that only reads answers with what the API shows.
  repository: ['schema'],
  rules: ['db'],
}

/** `module` wires a feature up and may import all of it. */
const KINDS = [...Object.keys(MAY_IMPORT), 'module', 'db']

const SOURCE = '^services/([^/]+)/src/'
/** A file of a kind; `db` is a folder. The first group is the service. */
const fileOf = (kind: string): string => (kind === 'db' ? `${SOURCE}db/` : `${SOURCE}.*[.]${kind}[.]ts$`)
/** The same, in the service that the first group of `from` names. */
const ownFileOf = (kind: string): string => fileOf(kind).replace('([^/]+)', '$1')

const layers: Rule[] = Object.entries(MAY_IMPORT).flatMap(([kind, may]): Rule[] => {
  const mayKnow = [...may, ...(MAY_KNOW[kind] ?? [])]
  const others = (allowed: string[]): string[] => KINDS.filter((other) => !allowed.includes(other)).map(ownFileOf)
  return [
    {
      name: `${kind}-imports`,
      comment: `A ${kind} file imports only ${may.join(', ')} of its module. Move the work to where it belongs.`,
      severity: 'error',
      from: { path: fileOf(kind) },
      to: { path: others(may), dependencyTypesNot: ['type-only'] },
    },
    {
      name: `${kind}-types`,
      comment: `A ${kind} file knows only types of ${mayKnow.join(', ')} of its module. Move the type to where it belongs.`,
      severity: 'error',
      from: { path: fileOf(kind) },
      to: { path: others(mayKnow), dependencyTypes: ['type-only'] },
    },
  ]
})

/** Packages that speak to something outside the process. */
const CLIENT_PACKAGES =
  '(^|node_modules/)(undici|postgres|ioredis|redis|nodemailer|openai|ollama|@nats-io|@aws-sdk|@connectrpc)(/|$)'

export const IMPORT_RULES: Rule[] = [
  ...layers,
  {
    name: 'db-imports',
    comment: 'Tables and migrations stand alone: the features know them, not the other way round.',
    severity: 'error',
    from: { path: `${SOURCE}db/` },
    to: { path: '^services/$1/src/', pathNot: '^services/$1/src/db/' },
  },
  {
    name: 'no-other-module',
    comment: 'A module speaks to another by events, gRPC or HTTP (Peers), never by an import.',
    severity: 'error',
    from: { path: '^services/([^/]+)/(?:src|app)/' },
    to: { path: '^services/', pathNot: '^services/$1/' },
  },
  {
    name: 'packages-know-no-module',
    comment: 'Packages are below the modules and the tools.',
    severity: 'error',
    from: { path: '^packages/' },
    to: { path: '^(services|tools)/' },
  },
  {
    name: 'manifest-and-contracts-stand-alone',
    comment: 'Manifest and contracts are what everything else stands on.',
    severity: 'error',
    from: { path: '^packages/(manifest|contracts)/src/' },
    to: { path: '^packages/', pathNot: '^packages/$1/' },
  },
  {
    name: 'packages-by-their-name',
    comment: 'Import a package by its name, so that you get what it exports and nothing else.',
    severity: 'error',
    from: { path: '^(?:packages|services|tools)/([^/]+)/src/' },
    to: { path: '^(packages|tools)/[^/]+/src/', pathNot: '^(packages|tools)/$1/src/' },
  },
  {
    name: 'no-test-code',
    comment: 'What ships does not stand on what tests it.',
    severity: 'error',
    from: { path: '^(packages|services|tools)/[^/]+/src/', pathNot: '^packages/testing/' },
    to: { path: '(^|/)(tests/|packages/testing/)|(^|node_modules/)(vitest|fast-check)(/|$)' },
  },
  {
    name: 'kysely-only-in-repositories',
    comment: 'SQL is written in repositories and in db/ alone.',
    severity: 'error',
    from: { path: SOURCE, pathNot: ['[.]repository[.]ts$', `${SOURCE}db/`] },
    to: { path: '(^|node_modules/)kysely(/|$)' },
  },
  {
    name: 'calls-only-in-clients',
    comment: 'What calls out of the process is a *.client.ts. The gateway is one: its edge may.',
    severity: 'error',
    from: { path: SOURCE, pathNot: ['[.]client[.]ts$', '[.]rpc[.]ts$', '^services/api-gateway/src/edge/'] },
    to: { path: CLIENT_PACKAGES, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'rpc-contracts-only-at-the-border',
    comment: 'gRPC messages stay in *.client.ts (calls) and *.rpc.ts (answers); service.ts names the services.',
    severity: 'error',
    from: { path: SOURCE, pathNot: ['[.](client|rpc)[.]ts$', `${SOURCE}service[.]ts$`] },
    to: { path: '^packages/contracts/(src|dist)/gen/|^@quark/contracts/rpc/' },
  },
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one file, or need a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
]
