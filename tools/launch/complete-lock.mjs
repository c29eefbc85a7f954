// Adds to package-lock.json the optional packages of other systems that npm left out: node tools/launch/complete-lock.mjs
//
// Packages with a binary (Biome, buf, Tailwind) name one optional package for each system. npm drops from the lockfile
// those it did not fetch, as when node_modules already exists or a mirror does not have them, and then `npm ci` calls
// the lockfile incomplete on every system. An entry needs its version and the system it is for; without a checksum npm
// asks the registry for it by exact version.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openbsd', 'netbsd', 'win32', 'windows']
const CPUS = { aarch64: 'arm64', arm64: 'arm64', armv7: 'arm', arm: 'arm', x64: 'x64', ia32: 'ia32', wasm32: 'wasm32' }
const LIBCS = { musl: 'musl', gnu: 'glibc' }

const file = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const present = new Set(Object.keys(lock.packages).map((path) => path.split('node_modules/').at(-1)))
const added = {}

for (const { optionalDependencies = {}, dev } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    // A range would need the registry to resolve; these sets always name exact versions.
    if (present.has(name) || !/^\d+\.\d+\.\d+\S*$/.test(version)) continue
    added[`node_modules/${name}`] = { version, ...systemOf(name), ...(dev ? { dev } : {}), optional: true }
  }
}

const entries = Object.entries({ ...lock.packages, ...added }).sort(([one], [other]) => (one < other ? -1 : 1))
lock.packages = Object.fromEntries(entries)
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${Object.keys(added).length} packages of other systems added to package-lock.json`)

/** The `os`, `cpu` and `libc` that the name speaks of, e.g. `cli-linux-x64-musl`. */
function systemOf(name) {
  const words = name.split('/').at(-1).split('-')
  const os = words.find((word) => SYSTEMS.includes(word))?.replace('windows', 'win32')
  const cpu = words.map((word) => CPUS[word]).find(Boolean)
  const libc = words.map((word) => LIBCS[word]).find(Boolean)
  if (!os && !cpu) throw new Error(`for which system is ${name}? Add its words to tools/launch/complete-lock.mjs`)
  return { ...(cpu ? { cpu: [cpu] } : {}), ...(libc ? { libc: [libc] } : {}), ...(os ? { os: [os] } : {}) }
}
