import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { PlainError } from '@quark/service-kit/embedded'
import type { GeneratedFile } from './generated-file.js'

const run = promisify(execFile)
const CONTRACTS = 'packages/contracts'

/**
 * The TypeScript of the protobuf contracts (packages/contracts/src/gen), as buf.gen.yaml there asks for it.
 * Uses no network: buf and its plugin come from npm.
 * @throws PlainError with buf's words when a .proto is wrong
 */
export async function protobufFiles(root: string): Promise<GeneratedFile[]> {
  const out = mkdtempSync(join(tmpdir(), 'quark-buf-'))
  try {
    await buf(root, ['generate', '--output', out])
    return readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({
        path: `${CONTRACTS}/${relative(out, path).split(sep).join('/')}`,
        content: readFileSync(path, 'utf8'),
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

/** What buf has against the .proto files, a line each; an empty list when nothing. */
export async function lintProtobuf(root: string): Promise<string[]> {
  try {
    await buf(root, ['lint'])
    return []
  } catch (error) {
    return (error as Error).message.split('\n').filter(Boolean)
  }
}

async function buf(root: string, args: string[]): Promise<void> {
  const cwd = join(root, CONTRACTS)
  // The plugin is a script that asks for `node`: it shall get the one that runs now.
  const path = [dirname(process.execPath), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  try {
    await run(bufBinary(), args, { cwd, env: { ...process.env, PATH: path } })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new PlainError(`${stdout}${stderr}`.trim() || String(error))
  }
}

/** The program itself: the wrapper of its npm package works only after install scripts, which we do not run. */
function bufBinary(): string {
  const require = createRequire(import.meta.url)
  const name = `@bufbuild/buf-${process.platform}-${arch()}`
  try {
    const folder = dirname(require.resolve(`${name}/package.json`))
    const binary = ['buf', 'buf.exe'].map((file) => join(folder, 'bin', file)).find(existsSync)
    if (binary) return binary
  } catch {}
  throw new PlainError(`${name} is not installed. Run npm ci; it has the compiler of the protobuf contracts.`)
}

/** buf names the processors of Linux as Linux does. */
function arch(): string {
  if (process.platform !== 'linux') return process.arch
  return { arm64: 'aarch64', arm: 'armv7' }[process.arch as string] ?? process.arch
}
