import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'

/** A file that a hand wrote. */
export interface SourceFile {
  /** From the root of the project, with slashes. */
  path: string
  text: string
}

const FOLDERS = ['packages', 'services', 'tools', 'tests']
const SKIPPED = new Set(['node_modules', 'dist', 'build', '.svelte-kit', 'gen', 'static'])
/** Ours is the folder of a command that is called so. */
const KEPT = 'tools/quark/src/gen'

/** Every source of the project: TypeScript, JavaScript of the launcher, Svelte. */
export function sourceFiles(root: string): SourceFile[] {
  return FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => pathsBelow(root, folder))
    .filter((path) => /\.(ts|mjs|svelte)$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

function pathsBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (!entry.isDirectory()) return [path]
    return SKIPPED.has(entry.name) && path !== KEPT ? [] : pathsBelow(root, path)
  })
}

const LONGEST = 250
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*([.][a-z0-9]+(-[a-z0-9]+)*)*$/
/** SvelteKit and its components have names of their own. */
const FREE_NAMES = /^services\/web\/app\/|^tools\/quark\/templates\//
const SERVICE_SOURCE = /^services\/[^/]+\/src\//
const NEEDLESS = /@ts-(ignore|nocheck|expect-error)|\bforwardRef\b/

/** What a file breaks of the rules about files, in words; an empty list for a file as it should be. */
export function brokenFileRules({ path, text }: SourceFile): string[] {
  const lines = text.split('\n').length - 1
  const name = basename(path)
  const says = [
    [lines > LONGEST, `has ${lines} lines; ${LONGEST} is the most. Divide it by what it is about`],
    [!FREE_NAMES.test(path) && !KEBAB.test(name), 'is not named in kebab-case'],
    [SERVICE_SOURCE.test(path) && name === 'index.ts', 'is an index.ts inside a service. Import files by their name'],
    [SERVICE_SOURCE.test(path) && hasDefaultExport(path, text), 'has a default export. Give it a name'],
    [classesIn(path, text) > 1, 'has several classes. Give each a file'],
    [NEEDLESS.test(text) && !isAboutRules(path), 'silences the compiler or uses forwardRef. Mend what it hides'],
  ] as const
  return says.flatMap(([broken, what]) => (broken ? [`${path} ${what}.`] : []))
}

/** This folder names what it forbids. */
const isAboutRules = (path: string): boolean => path.startsWith('tests/architecture/')

const parse = (path: string, text: string): ts.SourceFile => ts.createSourceFile(path, text, ts.ScriptTarget.Latest)

/** Classes at the top of a file; tests may have as many as they like. */
const classesIn = (path: string, text: string): number =>
  /\/tests\/|^tests\//.test(path) || !path.endsWith('.ts')
    ? 0
    : parse(path, text).statements.filter(ts.isClassDeclaration).length

const hasDefaultExport = (path: string, text: string): boolean =>
  parse(path, text).statements.some(
    (statement) =>
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
  )
