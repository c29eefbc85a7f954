import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { operationsOf } from '../gen/docs/routes.js'
import type { ModuleFacts, Project } from '../gen/project.js'
import { markdownFiles } from '../gen/read/markdown-files.js'
import type { Finding } from './finding.js'

/** A thing that the docs must speak of. */
interface Subject {
  /** As the docs write it. */
  name: string
  what: string
  /** What its own declaration says of it; a thing nobody explains is as good as undocumented. */
  explained: string
  declaredIn: string
}

/** What the docs (README and docs/) do not speak of, and what nobody explains. */
export function undocumented(project: Project): Finding[] {
  const docs = textsOf(project.root)
  const subjects = [
    ...moduleSubjects(project),
    ...routes(project),
    ...events(project),
    ...settings(project),
    ...metrics(project),
    ...variables(project),
  ]
  return [...subjects.flatMap((subject) => findingsAbout(subject, docs)), ...readmes(project)]
}

function findingsAbout({ name, what, explained, declaredIn }: Subject, docs: string): Finding[] {
  const missing = isIn(name, docs)
    ? []
    : [
        {
          file: 'docs',
          says: `the ${what} ${name} is nowhere in README.md or docs/`,
          cure: 'Run npm run quark gen, or write about it',
        },
      ]
  const silent = explained.trim()
    ? []
    : [
        {
          file: declaredIn,
          says: `nothing says what the ${what} ${name} is for`,
          cure: 'Describe it where it is declared',
        },
      ]
  return [...missing, ...silent]
}

/** As a word of its own: `/api/v1/posts` is not in `/api/v1/posts/{id}`. */
function isIn(name: string, text: string): boolean {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\w/.{}-])${escaped}(?![\\w/{}-]|\\.\\w)`).test(text)
}

const moduleSubjects = ({ modules }: Project): Subject[] =>
  modules.map(({ manifest }) => ({
    name: manifest.name,
    what: 'module',
    explained: manifest.description,
    declaredIn: manifest.file,
  }))

const routes = ({ modules }: Project): Subject[] =>
  modules.flatMap(({ manifest, openApi }) =>
    operationsOf(openApi).map(({ method, path, operation }) => ({
      name: path,
      what: `path of ${method}`,
      explained: operation.summary ?? '',
      declaredIn: `services/${manifest.name}`,
    })),
  )

const events = ({ events: all }: Project): Subject[] =>
  all.map(({ type, description, file }) => ({ name: type, what: 'event', explained: description, declaredIn: file }))

const settings = ({ modules, kitSettings }: Project): Subject[] =>
  [{ settings: kitSettings, declaredIn: 'packages/service-kit' }, ...modules.map(ownSettings)].flatMap((owner) =>
    owner.settings.map(({ name, description }) => ({
      name,
      what: 'setting',
      explained: description,
      declaredIn: owner.declaredIn,
    })),
  )

/** Who reads them explains them in the docs alone: there is no declaration to describe them at. */
const variables = ({ environment }: Project): Subject[] =>
  environment.map(({ name, file }) => ({ name, what: 'variable', explained: name, declaredIn: file }))

const ownSettings = ({ manifest, settings: own }: ModuleFacts) => ({
  settings: own,
  declaredIn: `services/${manifest.name}/src/config.ts`,
})

const metrics = ({ metrics: all }: Project): Subject[] =>
  all.map(({ name, help, file }) => ({ name, what: 'metric', explained: help, declaredIn: file }))

const readmes = ({ root, modules }: Project): Finding[] =>
  modules
    .map(({ manifest }) => `services/${manifest.name}/README.md`)
    .filter((path) => !existsSync(join(root, path)))
    .map((file) => ({ file, says: 'the module has no README', cure: 'Say what it is for and how its data looks' }))

/** README.md and every page of docs/, in one text. */
const textsOf = (root: string): string =>
  markdownFiles(root)
    .filter((path) => path === 'README.md' || path.startsWith('docs/'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n')
