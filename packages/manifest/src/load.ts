import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, posix, resolve } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { crossCheck } from './checks/cross-check.js'
import { ManifestError, type ManifestProblem } from './problem.js'
import { type Manifest, manifestSchema } from './schema/manifest.js'

export const MANIFEST_FILE = 'module-manifest.yaml'

/**
 * Every module of the project, sorted by name, checked alone and against each other.
 * @param root the project's folder; modules are looked for in `services/<name>/module-manifest.yaml`
 * @throws ManifestError with everything that is wrong
 */
export function loadManifests(root: string): Manifest[] {
  const { manifests, problems } = readManifests(root)
  if (problems.length > 0) throw new ManifestError(problems)
  return manifests
}

/** As `loadManifests`, but hands back the problems beside the manifests that could be read. */
export function readManifests(root: string): { manifests: Manifest[]; problems: ManifestProblem[] } {
  const manifests: Manifest[] = []
  const problems: ManifestProblem[] = []
  for (const folder of moduleFolders(root)) {
    const read = readManifest(folder, posix.join('services', basename(folder), MANIFEST_FILE))
    if ('problems' in read) problems.push(...read.problems)
    else manifests.push(read.manifest)
  }
  // A manifest that is itself wrong would make its neighbours look wrong as well.
  if (problems.length === 0) problems.push(...crossCheck(manifests))
  return { manifests, problems }
}

/**
 * One module's manifest, checked alone.
 * @param folder the module's folder
 * @throws ManifestError when it is missing or wrong
 */
export function loadManifest(folder: string): Manifest {
  const absolute = resolve(folder)
  const read = readManifest(absolute, posix.join('services', basename(absolute), MANIFEST_FILE))
  if ('problems' in read) throw new ManifestError(read.problems)
  return read.manifest
}

/** A folder left behind by another branch, with nothing but build output in it, is no module. */
const isModule = (folder: string): boolean =>
  [MANIFEST_FILE, 'package.json'].some((name) => existsSync(join(folder, name)))

function moduleFolders(root: string): string[] {
  const services = resolve(root, 'services')
  if (!existsSync(services)) return []
  return readdirSync(services)
    .map((name) => join(services, name))
    .filter(isModule)
    .sort()
}

type Read = { manifest: Manifest } | { problems: ManifestProblem[] }

function readManifest(folder: string, file: string): Read {
  const path = join(folder, MANIFEST_FILE)
  if (!existsSync(path)) {
    return {
      problems: [{ file, key: '', says: 'the module has no manifest', cure: 'Write one, or make it with quark new' }],
    }
  }
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines })
  if (document.errors.length > 0) {
    return { problems: document.errors.map((error) => notYaml(file, error.message, error.linePos?.[0].line)) }
  }
  const lineOf = (keys: PropertyKey[]): number | undefined => {
    const node: unknown = document.getIn(keys.map(String), true)
    const start = isRanged(node) ? node.range[0] : undefined
    return start === undefined ? undefined : lines.linePos(start).line
  }
  const result = manifestSchema.safeParse(document.toJS())
  if (!result.success) {
    return {
      problems: result.error.issues.map(({ path: keys, message }) => wrongKey(file, keys, message, lineOf(keys))),
    }
  }
  const { name } = result.data
  if (name !== basename(folder)) return { problems: [wrongName(file, name, basename(folder), lineOf(['name']))] }
  return { manifest: { ...result.data, folder, file } }
}

const isRanged = (node: unknown): node is { range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)

const keyText = (keys: PropertyKey[]): string =>
  keys.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    '',
  )

const notYaml = (file: string, message: string, line?: number): ManifestProblem => ({
  file,
  line,
  key: '',
  says: `is not YAML: ${message.split('\n')[0]}`,
  cure: 'Put the line right',
})

const wrongKey = (file: string, keys: PropertyKey[], message: string, line?: number): ManifestProblem => ({
  file,
  line,
  key: keyText(keys),
  says: message,
  cure: 'docs/generated/manifest.md lists every key',
})

const wrongName = (file: string, name: string, folder: string, line?: number): ManifestProblem => ({
  file,
  line,
  key: 'name',
  says: `is ${name}, but the folder is services/${folder}`,
  cure: 'Give the folder and the manifest the same name',
})
