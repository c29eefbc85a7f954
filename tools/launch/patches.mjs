import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { Failure } from './progress.mjs'

/**
 * Mends faults of packages whose mended release is not out yet. Each entry names the release that it is for: with
 * another one in the lockfile the start stops, so that nobody keeps a patch for longer than it is needed.
 */
const PATCHES = [
  {
    // A server that goes away ended our process (a write to a socket that is null) or left a connection of the pool
    // dead for good, one for each transaction that was under way: porsager/postgres issues 1066, 1154 and 1208.
    package: 'postgres',
    version: '3.4.9',
    edits: [
      {
        file: 'src/connection.js',
        find: 'function nextWrite(fn) {\n',
        put: "function nextWrite(fn) {\n    if (socket === null) {\n      chunk = nextWriteTimer = null\n      error(Errors.connection('CONNECTION_CLOSED', options))\n      return false\n    }\n",
      },
      {
        file: 'src/connection.js',
        find: '    clearImmediate(nextWriteTimer)\n    socket.removeListener',
        put: '    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.removeListener',
      },
      {
        // A query that was written between the socket's error and its end was never answered, and kept the pool from closing.
        file: 'src/connection.js',
        find: "    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))\n",
        put: "    if (query || sent.length) error(Errors.connection('CONNECTION_CLOSED', options, socket))\n    query = null\n",
      },
      {
        // A reservation that failed stayed in the queue, and took the next connection that opened away for ever.
        file: 'src/index.js',
        find: 'const query = { reserve: resolve, reject }\n',
        put: 'const query = { reserve: resolve, reject: (error) => (queries.remove(query), reject(error)) }\n',
      },
      {
        // Whoever still holds a reserved connection that is lost gets an error, and does not give it back as a good one.
        file: 'src/index.js',
        find: '    c.reserved.release = true\n',
        put: '    c.reserved.release = true\n    let lost = false\n    c.onlost = () => { lost = true }\n',
      },
      {
        file: 'src/index.js',
        find: '    sql.release = () => {\n      c.reserved = null\n',
        put: '    sql.release = () => {\n      if (lost) return\n      c.onlost = c.reserved = null\n',
      },
      {
        file: 'src/index.js',
        find: '    function handler(q) {\n      c.queue === full\n        ? queue.push(q)\n        : c.execute(q) || move(c, full)\n    }\n  }\n\n  async function begin',
        put: "    function handler(q) {\n      if (lost) return q.reject(Errors.connection('CONNECTION_CLOSED', options, options))\n      c.queue === full\n        ? queue.push(q)\n        : c.execute(q) || move(c, full)\n    }\n  }\n\n  async function begin",
      },
      {
        file: 'src/index.js',
        find: '    c.reserved = null\n    c.onclose &&',
        put: '    c.reserved = null\n    c.onlost && (c.onlost(), c.onlost = null)\n    c.onclose &&',
      },
    ],
  },
]

/** Applies what is not applied yet. Cheap when there is nothing to do, so every start may call it. */
export function applyPatches() {
  for (const { package: name, version, edits } of PATCHES) {
    const folder = join(root, 'node_modules', name)
    if (!existsSync(folder)) continue
    const installed = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
    if (installed !== version) {
      throw new Failure(
        `tools/launch/patches.mjs mends ${name} ${version}, but ${installed} is installed. Look whether it still has the fault; then take the patch out or renew it.`,
      )
    }
    for (const { file, find, put } of edits) edit(join(folder, file), find, put)
  }
}

function edit(path, find, put) {
  const text = readFileSync(path, 'utf8')
  if (text.includes(put)) return
  const parts = text.split(find)
  if (parts.length !== 2)
    throw new Failure(`A patch does not fit ${path}: its place was found ${parts.length - 1} times.`)
  writeFileSync(path, parts.join(put))
}
